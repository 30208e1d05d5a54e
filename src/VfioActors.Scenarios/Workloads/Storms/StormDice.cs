using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Numbers that look random and follow from a seed alone. They are state of the client that throws them, so that a
/// storm replays from its parameters.
/// </summary>
/// <param name="Value">Where the sequence is.</param>
/// <remarks>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): not for adversaries.</remarks>
public readonly record struct StormDice(ulong Value)
{
    private const ulong Step = 0x9e3779b97f4a7c15;

    /// <summary>The dice of one client of a storm.</summary>
    public static StormDice Of(int seed, int client) => new(Fingerprint.Mix((uint)seed, (uint)client));

    /// <summary>Throws.</summary>
    /// <param name="sides">How many outcomes there are, at least 1.</param>
    /// <param name="outcome">From 0 to one less than <paramref name="sides"/>, all equally likely but for rounding.
    /// </param>
    /// <returns>The dice for the next throw.</returns>
    public StormDice Throw(int sides, out int outcome)
    {
        unchecked
        {
            var next = Value + Step;
            var mixed = (next ^ (next >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            outcome = (int)Math.BigMul(mixed ^ (mixed >> 31), (ulong)sides, out _);
            return new(next);
        }
    }
}
