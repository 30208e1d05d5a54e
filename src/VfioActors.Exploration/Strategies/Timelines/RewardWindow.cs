using VfioActors.Exploration.Checkpoints;

namespace VfioActors.Exploration.Strategies.Timelines;

/// <summary>
/// Which of several arms paid in the last pulls, and which to pull next: each draws a chance from what it is believed
/// to have, and the highest is pulled. What was long ago is forgotten, since an arm pays less the more it has found.
/// </summary>
/// <param name="arms">How many arms there are.</param>
/// <remarks>
/// Trovo, Paladino, Restelli, Gatti, "Sliding-Window Thompson Sampling for Non-Stationary Settings", JAIR 68, 2020. The
/// belief is Beta(paid + 1, did not + 1), drawn as the (paid + 1)-th least of paid + did not + 1 words alike: so it
/// takes whole numbers alone, and a seed means the same on every machine.
/// </remarks>
internal sealed class RewardWindow(int arms)
{
    /// <summary>How many pulls are remembered.</summary>
    internal const int Length = 128;

    private readonly Queue<(int Arm, bool Paid)> _last = [];
    private readonly int[] _paid = new int[arms];
    private readonly int[] _pulled = new int[arms];
    private readonly ulong[] _drawn = new ulong[Length + 1];

    /// <summary>How often an arm was pulled, of the last pulls.</summary>
    internal int Pulled(int arm) => _pulled[arm];

    /// <summary>Which arm to pull.</summary>
    internal int Draw(IRandomWords random)
    {
        var (best, highest) = (0, 0UL);
        for (var arm = 0; arm < arms; arm++)
        {
            var chance = Chance(arm, random);
            if (chance >= highest) { (best, highest) = (arm, chance); }
        }

        return best;
    }

    /// <summary>An arm was pulled.</summary>
    internal void Add(int arm, bool paid)
    {
        if (_last.Count == Length)
        {
            var (first, was) = _last.Dequeue();
            Count(first, was, -1);
        }

        _last.Enqueue((arm, paid));
        Count(arm, paid, 1);
    }

    /// <summary>Writes all that it knows.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        writer.Write(_last.Count);
        foreach (var (arm, paid) in _last)
        {
            writer.Write(arm);
            writer.Write(paid);
        }
    }

    /// <summary>Reads that.</summary>
    internal void Recall(CheckpointReader reader)
    {
        for (var left = reader.ReadInt(0, Length); left > 0; left--)
        {
            Add(reader.ReadInt(0, arms - 1), reader.ReadBool());
        }
    }

    private void Count(int arm, bool paid, int by)
    {
        _pulled[arm] += by;
        if (paid) { _paid[arm] += by; }
    }

    /// <summary>Of 2^64.</summary>
    private ulong Chance(int arm, IRandomWords random)
    {
        var drawn = _drawn.AsSpan(0, _pulled[arm] + 1);
        foreach (ref var word in drawn) { word = random.Next(); }
        drawn.Sort();
        return drawn[_paid[arm]];
    }
}
