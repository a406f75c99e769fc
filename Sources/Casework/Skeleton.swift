enum CaseworkSkeleton {}
