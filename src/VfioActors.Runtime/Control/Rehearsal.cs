using VfioActors.Exploration.Strategies;

namespace VfioActors.Runtime.Control;

/// <summary>A few runs ahead of all others, to learn which actors there are.</summary>
internal static class Rehearsal
{
    private const int Runs = 16;
    private const int StepsMax = 2000;

    /// <returns>Whether in some step another actor ran than the one whose step it was.</returns>
    internal static bool Run(ActorSession session)
    {
        var touched = false;
        for (var run = 0; run < Runs; run++)
        {
            SeededRandom random = new(0, run);
            List<ActorStep> open = [];
            session.Begin();
            session.CheckControlled();
            Open(session, open, 0);
            for (var step = 0; step < StepsMax && open.Count > 0; step++)
            {
                var at = run == 0 ? 0 : random.Below(open.Count);
                var next = open[at];
                open.RemoveAt(at);
                session.Take(next);
                session.CheckControlled();
                touched |= Open(session, open, next.Actor);
            }
        }

        return touched;
    }

    private static bool Open(ActorSession session, List<ActorStep> open, int actor)
    {
        var touched = false;
        foreach (var deed in session.Deeds)
        {
            touched |= deed.Kind == ActorDeedKind.Ran;
            if (deed.Kind == ActorDeedKind.Sent) { open.Add(new(deed.Number, deed.Actor, -1)); }
            if (deed.Kind == ActorDeedKind.Scheduled) { open.Add(new(actor, -1, deed.Number)); }
        }

        return touched;
    }
}
