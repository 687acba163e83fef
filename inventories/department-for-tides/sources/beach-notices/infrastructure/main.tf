# Where the notices are kept.
resource "aws_db_instance" "beaches" {
  identifier        = "beaches"
  engine            = "mariadb"
  engine_version    = "10.6.22"
  instance_class    = "db.t4g.small"
  allocated_storage = 20
  # Set when the site was moved, and never since.
  storage_encrypted = false
}
