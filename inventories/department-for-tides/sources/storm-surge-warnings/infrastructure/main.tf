# What the surge service runs on; its broker carries warnings to the others.
terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
}

variable "surge_database_class" {
  type    = string
  default = "db.t4g.medium"
}

resource "aws_db_instance" "surge" {
  identifier        = "surge"
  engine            = "postgres"
  engine_version    = "18.1"
  instance_class    = var.surge_database_class
  allocated_storage = 50
  storage_encrypted = true
}

resource "aws_mq_broker" "warnings" {
  broker_name        = "tides"
  engine_type        = "RabbitMQ"
  engine_version     = "3.13"
  host_instance_type = "mq.m5.large"

  user {
    username = var.broker_user
    password = var.broker_password
  }
}

variable "broker_user" {
  type = string
}

variable "broker_password" {
  type      = string
  sensitive = true
}

resource "aws_route53_record" "database" {
  zone_id = var.zone
  name    = "surgedb.tides.example"
  type    = "CNAME"
  ttl     = 300
  records = [aws_db_instance.surge.address]
}

variable "zone" {
  type = string
}

resource "aws_lambda_function" "bulletin" {
  function_name = "surge-bulletin"
  runtime       = "python3.12"
  handler       = "bulletin.send"
  filename      = "bulletin.zip"
  role          = "arn:aws:iam::000000000000:role/surge-bulletin"
}
