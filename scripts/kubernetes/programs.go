//go:build programs

// Package programs names the programs of a control plane as dependencies of this module, so that go.mod and go.sum pin
// them and everything they are built from. The build tag keeps imports of main packages out of any ordinary build.
package programs

import (
	_ "go.etcd.io/etcd/server/v3"
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager"
)
