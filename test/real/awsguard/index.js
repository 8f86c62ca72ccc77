// A shop as people write them: plain resources of an old provider, nothing of this kit.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const covers = new aws.s3.Bucket("covers", { acl: "private" });

const orders = new aws.dynamodb.Table("orders", {
  attributes: [{ name: "id", type: "S" }],
  hashKey: "id",
  billingMode: "PAY_PER_REQUEST",
});

const catalogue = new aws.rds.Instance("catalogue", {
  engine: "postgres",
  instanceClass: "db.t3.micro",
  allocatedStorage: 20,
  publiclyAccessible: true,
  username: "bookshop",
  password: pulumi.secret("correct horse battery"),
});

const web = new aws.ec2.Instance("web", {
  ami: "ami-0a1b2c3d4e5f67890",
  instanceType: "t3.micro",
  associatePublicIpAddress: true,
  monitoring: true,
});

new aws.kms.Key("receipts", { description: "Signs receipts." });

new aws.acm.Certificate("shop", { domainName: "shop.example.com", validationMethod: "DNS" });

const clerk = new aws.iam.User("clerk");
new aws.iam.AccessKey("clerk", { user: clerk.name });
new aws.iam.UserLoginProfile("clerk", { user: "clerk", pgpKey: "keybase:bookshop" });

module.exports = { covers: covers.bucket, orders: orders.name, catalogue: catalogue.address, web: web.publicIp };
