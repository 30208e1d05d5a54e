namespace VfioActors.Tracing.Files;

/// <summary>How much a reader takes in: a trace is untrusted, and every size is checked before it is kept.</summary>
public sealed record TraceLimits
{
    /// <summary>The limits that apply when none are given.</summary>
    public static TraceLimits Default { get; } = new();

    /// <summary>The bytes of a step's line at most.</summary>
    public int LineBytes { get; init; } = 1 << 20;

    /// <summary>The bytes of the header's line at most: it lists every operation of a recorded storm.</summary>
    public int HeaderBytes { get; init; } = 1 << 26;

    /// <summary>The steps at most.</summary>
    public int Steps { get; init; } = 10_000_000;

    /// <summary>The bytes of the whole trace at most, after decompression.</summary>
    public long Bytes { get; init; } = 1L << 30;
}
