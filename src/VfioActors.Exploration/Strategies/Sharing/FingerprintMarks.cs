namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>What is known of a state of a search that several threads share.</summary>
[Flags]
internal enum FingerprintMarks : byte
{
    /// <summary>It was met.</summary>
    None = 0,

    /// <summary>All that can follow it was met, and no way round is among it.</summary>
    Finished = 1,

    /// <summary>Another state is finished only when this one is.</summary>
    Awaited = 2,
}
