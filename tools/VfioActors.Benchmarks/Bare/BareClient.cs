using Akka.Actor;

namespace VfioActors.Benchmarks.Bare;

/// <summary>Keeps a number of requests in flight, to each server in turn, until it is told to stop.</summary>
internal sealed class BareClient(IReadOnlyList<IActorRef> servers, int window, BareLoad load) : ActorBase
{
    private readonly BareCount _count = load.Add();
    private int _next;

    protected override void PreStart()
    {
        for (var at = 0; at < window; at++) { Ask(); }
    }

    protected override bool Receive(object message)
    {
        _count.Received++;
        if (load.IsOver) { _count.Left--; }
        else { Ask(); }
        return true;
    }

    private void Ask()
    {
        if (_count.Left < window) { _count.Left++; }
        servers[_next].Tell(BareLoad.Request, Self);
        _next = _next + 1 < servers.Count ? _next + 1 : 0;
    }
}
