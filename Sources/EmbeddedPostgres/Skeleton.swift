enum EmbeddedPostgresSkeleton {}
