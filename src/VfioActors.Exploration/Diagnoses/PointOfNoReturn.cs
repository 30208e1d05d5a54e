using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Finds the step after which no order of what is left can avoid the failure.</summary>
internal static class PointOfNoReturn
{
    /// <summary>How many steps may be taken to know it of one step.</summary>
    private const int StepsMax = 100_000;

    /// <summary>The number of the step; null when it would take too long to know.</summary>
    internal static int? Find(Candidate candidate)
    {
        // Round and round may still lead out, by chance or by somebody's will.
        if (candidate.Property == NoLivelock.Instance.Name && CanEscape(candidate, candidate.Schedule.Count) != false)
        {
            return null;
        }

        var (low, high) = (0, candidate.Schedule.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (CanEscape(candidate, middle) is not { } escapes) { return null; }
            if (escapes) { low = middle + 1; }
            else { high = middle; }
        }

        return low == 0 ? null : low - 1;
    }

    /// <summary>
    /// Whether some order comes to rest unbroken from where so many steps were taken; null when not known, as where one
    /// becomes as long as runs that are cut.
    /// </summary>
    private static bool? CanEscape(Candidate candidate, int steps)
    {
        bool? escapes;
        int shared;
        do
        {
            // When a world learns what the future depends on, it tells states apart that were the same before.
            shared = candidate.Runner.World.Distinctions;
            escapes = Search(candidate, steps);
        }
        while (escapes == false && candidate.Runner.World.Distinctions != shared);
        return escapes;
    }

    private static bool? Search(Candidate candidate, int steps)
    {
        var runner = candidate.Runner;
        if (!runner.TryBegin(candidate.Schedule, steps)) { return null; }
        var claimed = candidate.Setup.Properties.FirstOrDefault(known => known.Name == candidate.Property);
        FingerprintSet met = new();
        var taken = 0;
        Stack<(int Depth, int Next)> path = new([(steps, 0)]);
        while (path.TryPop(out var at))
        {
            candidate.LeaveWhenEnough();
            runner.BackTo(at.Depth);
            if (at.Next == 0 && runner.World.Enabled.Length == 0 && runner.AtRest() is null
                && runner.World.Crash is null)
            {
                return true;
            }

            if (at.Next >= runner.World.Enabled.Length) { continue; }
            path.Push((at.Depth, at.Next + 1));
            if (++taken > StepsMax || runner.World.Depth >= RunLimit.StepsMax) { return null; }
            if (runner.Step(runner.World.Enabled[at.Next]) is not null) { continue; }
            if (claimed is not Ordering && !met.Add(runner.World.FutureFingerprint)) { continue; }
            path.Push((at.Depth + 1, 0));
        }

        return false;
    }
}
