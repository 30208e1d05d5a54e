using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests;

/// <summary>Takes any two enabled steps in both orders, all along random runs.</summary>
internal sealed class Swapping
{
    /// <summary>After so many runs what steps touch is known.</summary>
    private const int TrialRunsMax = 100;

    private readonly World _world;
    private readonly Dependence _dependence;

    internal Swapping(Setup setup)
    {
        _world = setup.MakeWorld();
        _dependence = new(setup.Properties);
        for (var run = 0; run < TrialRunsMax; run++)
        {
            TrialRuns.Run(_world, run, step => _dependence.Read(_world, step, out _));
        }
    }

    /// <summary>How many pairs were tried, and how many of these do not depend.</summary>
    internal int Pairs { get; private set; }

    internal int Independent { get; private set; }

    /// <summary>The first difference between the two orders; null when there was none.</summary>
    internal string? Difference { get; private set; }

    internal void Walk(int walks, int seed)
    {
        SeededRandom random = new(seed, 77);
        for (var walk = 0; walk < walks; walk++)
        {
            _world.BackTo(0);
            while (_world.Enabled.Length > 0)
            {
                SwapAll();
                _world.Take(_world.Enabled[random.Below(_world.Enabled.Length)]);
            }
        }
    }

    private void SwapAll()
    {
        var enabled = _world.Enabled.ToArray();
        for (var left = 0; left < enabled.Length; left++)
        {
            for (var right = left + 1; right < enabled.Length; right++)
            {
                // Two answers to one question exclude each other.
                if (enabled[left].Channel != enabled[right].Channel) { Swap(enabled[left], enabled[right]); }
            }
        }
    }

    private void Swap(Choice left, Choice right)
    {
        var depth = _world.Depth;
        var (learned, shared) = (_dependence.Learned, _world.Distinctions);
        var (depend, forth) = Take(left, right);
        var (_, back) = Take(right, left);
        _world.BackTo(depth);
        Pairs++;
        if (depend) { return; }
        Independent++;

        // What was learned just now makes the search begin again, and fingerprints mean something else.
        if (learned != _dependence.Learned || shared != _world.Distinctions) { return; }
        if (forth != back) { Difference ??= $"after {depth} steps {left} and {right}:\n{forth}\n{back}"; }
    }

    private (bool Depend, string State) Take(Choice first, Choice second)
    {
        var depth = _world.Depth;
        _world.Take(second);
        _dependence.Read(_world, depth, out var alone);
        _world.BackTo(depth);
        _world.Take(first);
        _dependence.Read(_world, depth, out var behind);
        var depend = _dependence.Depend(_world, in behind, in alone);
        if (!_world.Enabled.Contains(second))
        {
            _world.BackTo(depth);
            return (depend, $"{second} is not enabled behind {first}");
        }

        _world.Take(second);
        var enabled = _world.Enabled.ToArray()
            .Select(choice => TraceRecording.Expected(_world, choice) with { Cause = 0 });
        var state = $"{_world.FutureFingerprint} {_world.Fingerprint} {string.Join(", ", enabled)}";
        _world.BackTo(depth);
        return (depend, state);
    }
}
