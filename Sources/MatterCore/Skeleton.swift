enum MatterCoreSkeleton {}
