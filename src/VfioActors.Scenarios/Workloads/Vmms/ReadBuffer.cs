using System.Runtime.CompilerServices;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>The buffer into which a user reads: 72 bytes, which hold a header or a record.</summary>
[InlineArray(Words)]
public struct ReadBuffer
{
    /// <summary>How many words it has.</summary>
    public const int Words = 9;

    private ulong _first;
}
