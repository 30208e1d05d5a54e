using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>
/// Goes on beyond the end of a run in which timers were cut. That end is no rest: what is broken there may be mended
/// when they fire again, and then nothing is broken.
/// </summary>
internal static class Afterwards
{
    private const int StepsMax = 1_000;

    /// <summary>What a claim says at the end of the run in hand; null where it is, or comes to be, as it must.
    /// </summary>
    internal static string? Refute(ActorSession session, Func<string?> claim)
    {
        if (claim() is not { } refutation) { return null; }
        if (!session.Cuts.AreThere) { return refutation; }
        session.Mishaps.IsAgain = true;
        try
        {
            return IsMended(session, claim) ? null : refutation;
        }
        finally
        {
            session.Mishaps.IsAgain = false;
            session.Leave();
        }
    }

    /// <summary>Messages come before timers, as they do where timers take their time.</summary>
    private static bool IsMended(ActorSession session, Func<string?> claim)
    {
        Queue<ActorStep> timers = new(session.Cuts.GoOn());
        Queue<ActorStep> others = [];
        List<ActorStep> opened = [];
        for (var step = 0; step < StepsMax; step++)
        {
            if (!others.TryDequeue(out var next) && !timers.TryDequeue(out next)) { return false; }
            session.Take(next);
            session.CheckControlled();
            opened.Clear();
            ActorDiscovery.Open(session, opened);
            foreach (var one in opened) { (one.Timer >= 0 ? timers : others).Enqueue(one); }
            if (others.Count == 0 && claim() is null) { return true; }
        }

        return false;
    }
}
