namespace VfioActors.Vfio.Runs;

/// <summary>A run at its place.</summary>
/// <param name="Key">Where it starts.</param>
/// <param name="Run">What is told of it.</param>
public readonly record struct KeyedRun<TRun>(RunKey Key, TRun Run) : IKeyed<RunKey>
    where TRun : unmanaged, IRun<TRun>;
