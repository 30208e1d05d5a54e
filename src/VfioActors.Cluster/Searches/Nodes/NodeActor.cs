using Akka.Actor;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Cluster.Searches.Nodes;

/// <summary>Hears what others want searched, and has a worker for each unit that this node does at once.</summary>
internal sealed class NodeActor : ReceiveActor
{
    private readonly SearchNodeOptions _options;
    private readonly Action<string> _said;
    private readonly Dictionary<long, NodeSearch> _searches = [];
    private long _begun;

    /// <param name="options">What kind of node.</param>
    /// <param name="said">Told what it takes part in.</param>
    public NodeActor(SearchNodeOptions options, Action<string> said)
    {
        (_options, _said) = (options, said);
        Receive<SearchOffer>(OnOffer);
        Receive<SessionBegin>(OnBegin);
        Receive<SearchEnd>(ended => End(ended.Search, "it has ended"));
        Receive<Terminated>(OnTerminated);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var search in _searches.Values) { search.End.Cancel(); }
    }

    private void OnOffer(SearchOffer offer)
    {
        try
        {
            if (!_searches.ContainsKey(offer.Search)) { Take(offer); }
            Sender.Tell(new SearchAnswer(offer.Search, _options.Workers, ""));
        }
        catch (Exception failure) when (failure is SearchRefusedException or NotSupportedException)
        {
            _said($"refuses {offer.Scenario} of {SearchCluster.TextOf(Sender.Path.Address)}: {failure.Message}");
            Sender.Tell(new SearchAnswer(offer.Search, 0, failure.Message));
        }
    }

    private void Take(SearchOffer offer)
    {
        var setup = _options.Catalog.Find(offer);
        ExplorationOptions options = new() { Seed = offer.Seed, StopsRuns = offer.StopsRuns };
        SharedSearches.KindOf(setup, offer.Strategy, options);
        _searches[offer.Search] = new(Sender, setup, offer.Strategy, options);
        Context.Watch(Sender);
        _said($"takes part in {offer.Strategy} of {offer.Scenario}, for {SearchCluster.TextOf(Sender.Path.Address)}");
    }

    private void OnBegin(SessionBegin begin)
    {
        if (!_searches.TryGetValue(begin.Search, out var search) || begin.Worker >= _options.Workers) { return; }
        var known = search.Workers.GetValueOrDefault(begin.Worker);
        if (known.Session == begin.Session)
        {
            known.Actor.Tell(begin);
            return;
        }

        if (known.Actor is { } before) { Context.Stop(before); }
        search.Workers[begin.Worker] = (begin.Session, Made(begin, search));
    }

    private IActorRef Made(SessionBegin begin, NodeSearch search)
    {
        var setup = search.Setup;
        SessionPlan plan = new(begin, search, Setup.Of(setup.Scenario, setup.Arguments, setup.Delivery, setup.Faults))
        {
            Beginning = () => _options.Beginning(Interlocked.Increment(ref _begun) - 1),
        };
        return Context.ActorOf(
            Props.Create(() => new SessionActor(plan)).WithDispatcher("vfio-actors.search.dispatcher"),
            $"search-{begin.Search:x}-session-{begin.Session}");
    }

    private void OnTerminated(Terminated gone)
    {
        foreach (var search in _searches.Where(search => search.Value.Asker.Equals(gone.ActorRef)).ToList())
        {
            End(search.Key, "who asked is gone");
        }
    }

    private void End(long number, string why)
    {
        if (!_searches.Remove(number, out var search)) { return; }
        search.End.Cancel();
        foreach (var (_, worker) in search.Workers.Values) { Context.Stop(worker); }
        Context.Unwatch(search.Asker);
        _said($"is done with {search.Strategy} of {search.Setup.Scenario.Name}: {why}");
    }
}
