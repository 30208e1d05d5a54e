using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Finds the step after which no order of what is left can avoid the failure.</summary>
internal static class DoomFinder
{
    /// <summary>How many states may be looked at for one step.</summary>
    private const int StatesMax = 50_000;

    /// <summary>The number of the step; null when it would take too long to know.</summary>
    internal static int? Find(Suspect suspect)
    {
        // Round and round may still lead out, by chance or by somebody's will.
        if (suspect.Property == NoLivelock.Instance.Name && CanEscape(suspect, suspect.Schedule.Count) != false)
        {
            return null;
        }

        var (low, high) = (0, suspect.Schedule.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (CanEscape(suspect, middle) is not { } escapes) { return null; }
            if (escapes) { low = middle + 1; }
            else { high = middle; }
        }

        return low == 0 ? null : low - 1;
    }

    /// <summary>
    /// Whether some order comes to rest unbroken from where so many steps were taken; null when not known.
    /// </summary>
    private static bool? CanEscape(Suspect suspect, int steps)
    {
        var runner = suspect.Runner;
        if (!runner.TryBegin(suspect.Schedule, steps)) { return null; }
        FingerprintSet met = new();
        Stack<(int Depth, int Next)> path = new([(steps, 0)]);
        while (path.TryPop(out var at))
        {
            runner.BackTo(at.Depth);
            if (at.Next == 0 && runner.World.Enabled.Length == 0 && runner.AtRest() is null
                && runner.World.Crash is null)
            {
                return true;
            }

            if (at.Next >= runner.World.Enabled.Length) { continue; }
            path.Push((at.Depth, at.Next + 1));
            if (runner.Step(runner.World.Enabled[at.Next]) is not null || !met.Add(runner.World.FutureFingerprint))
            {
                continue;
            }

            if (met.Count > StatesMax) { return null; }
            path.Push((at.Depth + 1, 0));
        }

        return false;
    }
}
