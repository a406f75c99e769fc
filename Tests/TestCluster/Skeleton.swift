enum TestClusterSkeleton {}
