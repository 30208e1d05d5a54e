using System.Runtime.CompilerServices;

namespace VfioActors.Behaviors.Values;

/// <summary>The words of a message, zero where the message is shorter.</summary>
[InlineArray(Words)]
public struct Payload
{
    /// <summary>How many 64-bit words a message may have.</summary>
    public const int Words = 4;

    private ulong _first;
}
