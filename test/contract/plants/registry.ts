import { SLUG, type Plant } from "./plant";

export const registryPlants: readonly Plant[] = [
  {
    folder: "registry",
    type: "aws:ecr/repository:Repository",
    name: "registry-repository-catalog",
    path: "tags.service",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.service is missing, ${SLUG}`,
  },
  {
    folder: "registry",
    type: "aws:ecr/repository:Repository",
    name: "registry-repository-allocation",
    path: "imageTagMutability",
    to: "MUTABLE",
    rule: "repository-require-immutable-tags",
    says: 'imageTagMutability is "MUTABLE", expected IMMUTABLE',
  },
  {
    folder: "registry",
    type: "aws:ecr/repository:Repository",
    name: "registry-repository-allocation",
    path: "imageScanningConfiguration.scanOnPush",
    to: false,
    rule: "repository-require-scan",
    says: "imageScanningConfiguration.scanOnPush is false, expected true",
  },
];
