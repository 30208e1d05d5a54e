using Akka.Actor;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Cluster.Searches.Wire;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Cluster.Tests.Searches;

/// <summary>What a node takes part in, and what it says when something does not reach it.</summary>
public sealed class NodeActorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Setup Scenario = Searching.SetupOf("aux-attach-detach");

    private static readonly SearchOffer Offer = new(1, Searching.Product, ModelHash.Own, "aux-attach-detach")
    {
        Strategy = "stateful",
        Trial = NodeCatalog.TrialOf(Scenario),
    };

    private readonly ActorSystem _system = SearchCluster.Make(
        SearchCluster.Loopback, 0, SearchCluster.NodeRole, isWatched: true, "akka.actor.provider = local");

    public void Dispose() => _system.Dispose();

    public static TheoryData<string, string> Refusals => new()
    {
        { "version", "it is version test, and 9.9 asks" },
        { "model", "its model is build " + ModelHash.Own[..12] + ", and other asks: all have to run the same build" },
        { "scenario", "it has no scenario 'nothing'" },
        { "assembly", "it has no assembly 0123456789ab (SHA-256): start it with --assembly FILE" },
        { "parameter", "parameter 'devices' is '99', accepted is 1..8" },
        { "trial", "'aux-attach-detach' runs otherwise here" },
        { "strategy", "breadth cannot be shared between processes: what it comes to next depends on the order in which "
            + "it goes; dpor, stateful, dfs, random, pct, pos, surw, portfolio can" },
        { "learns", "fest cannot be shared between processes: what a run does depends on the runs before it; dpor, "
            + "stateful, dfs, random, pct, pos, surw, portfolio can" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void What_a_node_cannot_do_it_refuses_in_a_line(string what, string refusal)
    {
        var answer = Asked(what switch
        {
            "version" => Offer with { Product = "9.9" },
            "model" => Offer with { Model = "other" },
            "scenario" => Offer with { Scenario = "nothing" },
            "assembly" => Offer with { Assembly = "0123456789abcdef" },
            "parameter" => Offer with { Values = [("devices", "99")] },
            "trial" => Offer with { Trial = 1 },
            "learns" => Offer with { Strategy = "fest" },
            _ => Offer with { Strategy = "breadth" },
        });
        Assert.Equal(new SearchAnswer(1, 0, refusal), answer);
    }

    [Fact]
    public void A_user_s_scenario_is_known_by_the_hash_of_its_assembly()
    {
        var answer = Asked(Offer with { Assembly = "its-hash" });
        Assert.Equal(new SearchAnswer(1, 2, ""), answer);
    }

    [Fact]
    public void A_worker_does_a_unit_and_says_when_something_did_not_come()
    {
        using var asker = Inbox.Create(_system);
        var (node, ledger) = Offered(asker);
        node.Tell(new SessionBegin(1, 0, 7, new(Turn: 0, []), UnitCodec.Written(ledger.Agreed)), asker.Receiver);
        Assert.Equal(new SessionReady(1, 7), asker.Receive(Patience));

        FrameCutter cutter = new(1, 7);
        var worker = _system.ActorSelection("/user/search-node/search-1-session-7");
        foreach (var frame in cutter.Cut(FrameKind.Unit, UnitCodec.Written(ledger.Take(7)!)))
        {
            worker.Tell(frame, asker.Receiver);
        }

        Assert.True(ledger.Accept(7, Result(asker)) > 0);
        _ = cutter.Cut(FrameKind.Unit, new byte[1]).ToList();
        worker.Tell(cutter.Count(), asker.Receiver);
        Assert.Equal(new SessionLost(1, 7, "frame 1 did not come, but 2 did"), Next<SessionLost>(asker));
    }

    [Fact]
    public void A_worker_that_the_node_does_not_have_does_not_begin()
    {
        using var asker = Inbox.Create(_system);
        var (node, ledger) = Offered(asker);
        foreach (var (worker, session) in new[] { (2, 7), (1, 8) })
        {
            node.Tell(new SessionBegin(1, worker, session, new(worker, []), UnitCodec.Written(ledger.Agreed)), asker.Receiver);
        }

        // Whoever begins is a child of the node, made in the order in which it was asked for.
        Assert.Equal(new SessionReady(1, 8), asker.Receive(Patience));
        var asked = _system.ActorSelection("/user/search-node/search-1-session-7");
        asked.Tell(new Identify(7), asker.Receiver);
        Assert.Null(Next<ActorIdentity>(asker).Subject);
    }

    private static UnitResult Result(Inbox asker)
    {
        FrameJoiner joiner = new();
        while (true)
        {
            if (joiner.Add(Next<SearchFrame>(asker)) is { } message) { return UnitCodec.ReadResult(message.Span); }
        }
    }

    private static T Next<T>(Inbox asker)
    {
        while (true)
        {
            if (asker.Receive(Patience) is T next) { return next; }
        }
    }

    private object Asked(SearchOffer offer)
    {
        using var asker = Inbox.Create(_system);
        NodeOf().Tell(offer, asker.Receiver);
        return asker.Receive(Patience);
    }

    /// <summary>A node that took the offer, and the ledger of whoever made it.</summary>
    private (IActorRef Node, UnitLedger Ledger) Offered(Inbox asker)
    {
        var node = NodeOf();
        node.Tell(Offer, asker.Receiver);
        Assert.Equal(new SearchAnswer(1, 2, ""), asker.Receive(Patience));
        UnitLedger ledger = new(Scenario, "stateful", new ExplorationOptions());
        ledger.Join(7);
        return (node, ledger);
    }

    private IActorRef NodeOf()
    {
        SearchNodeOptions options = new()
        {
            Workers = 2,
            Catalog = new(Searching.Product, new Dictionary<string, IReadOnlyList<Scenario>>
            {
                ["its-hash"] = [Scenario.Scenario],
            }),
        };
        Action<string> unheard = _ => { };
        return _system.ActorOf(Props.Create(() => new NodeActor(options, unheard)), SearchCluster.NodeActorName);
    }
}
