//go:build cli

// Package cli names the Pulumi command line as a dependency of this module, so that go.mod and go.sum pin it
// and everything it is built from. The build tag keeps the import of a main package out of any ordinary build.
package cli

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
