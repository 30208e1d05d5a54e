using VfioActors.Exploration.Strategies;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>A few runs ahead of all others, to learn which actors there are.</summary>
internal static class ActorDiscovery
{
    private const int Runs = 16;
    private const int StepsMax = 2000;

    internal static void Run(ActorSession session)
    {
        for (var run = 0; run < Runs; run++)
        {
            SeededRandom random = new(0, run);
            List<ActorStep> open = [];
            session.Begin();
            session.CheckControlled();
            Open(session, open);
            for (var step = 0; step < StepsMax && open.Count > 0; step++)
            {
                var at = run == 0 ? 0 : random.Below(open.Count);
                var next = open[at];
                open.RemoveAt(at);
                session.Take(next);
                session.CheckControlled();
                Open(session, open);
            }

            if (open.Count == 0 && session.Places.AreFrozen) { session.Rested(suspended: false); }
        }

        PoolPass.Wait();
        session.CheckControlled();
    }

    /// <summary>Tells the steps that the last one opened.</summary>
    internal static void Open(ActorSession session, List<ActorStep> open)
    {
        foreach (var deed in session.Deeds)
        {
            if (deed.Kind == ActorDeedKind.Sent) { open.Add(new(deed.Number, deed.Actor)); }
            if (deed.Kind == ActorDeedKind.Scheduled) { open.Add(new(deed.Actor, -1, deed.Number)); }
            if (deed.Kind == ActorDeedKind.Resumed) { open.Add(new(deed.Number, -1, Task: (int)deed.Detail)); }
        }
    }
}
