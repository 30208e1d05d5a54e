using VfioActors.Behaviors.Tests.Toys;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests;

public sealed class TopologyTests
{
    [Fact]
    public void Actors_are_numbered_from_one_in_the_order_of_their_adding()
    {
        Topology topology = new();
        Assert.Equal(new ActorId(1), topology.Next);
        var first = topology.Add("domain-1", new Echo());
        var second = topology.Add("dev_0.pci", new Echo(), inline: true);
        Assert.Equal(new ActorId(1), first);
        Assert.Equal(new ActorId(2), second);
        Assert.Equal(new ActorId(3), topology.Next);
        Assert.Equal([first, second], topology.Actors);
        Assert.Equal(2, topology.Count);
        Assert.False(topology.IsInline(first));
        Assert.True(topology.IsInline(second));
    }

    [Fact]
    public void Names_lead_to_actors_and_back()
    {
        Topology topology = new();
        var actor = topology.Add("domain", new Echo());
        Assert.Equal("domain", topology.NameOf(actor));
        Assert.Equal("host", topology.NameOf(ActorId.Nobody));
        Assert.True(topology.TryFind("domain", out var found));
        Assert.Equal(actor, found);
        Assert.False(topology.TryFind("Domain", out _));
    }

    [Theory]
    [InlineData("", "'' is no name for an actor")]
    [InlineData("dev 0", "'dev 0' is no name for an actor")]
    [InlineData("a/b", "'a/b' is no name for an actor")]
    [InlineData("é", "'é' is no name for an actor")]
    [InlineData("domain", "there are two actors named 'domain'")]
    public void A_bad_name_is_refused_and_adds_nobody(string name, string reason)
    {
        Topology topology = new();
        topology.Add("domain", new Echo());
        Assert.Equal(reason, Assert.Throws<ArgumentException>(() => topology.Add(name, new Echo())).Message);
        Assert.Equal(1, topology.Count);
    }

    [Fact]
    public void A_cell_runs_its_behaviour_on_its_own_state()
    {
        Topology topology = new();
        topology.Add("other", new Echo());
        var actor = topology.Add("echo", new Echo());
        Journal journal = new();
        var cell = Assert.IsType<CellOf<EchoState>>(topology.Make(actor, journal));
        Assert.Equal(actor, cell.Id);
        Assert.Equal("echo", cell.Name);

        Outbox outbox = new() { Listening = true };
        outbox.Open(actor, OperationId.None, Envelope.Unsent, default);
        cell.Start(outbox);
        Assert.Equal(new ActorId(1), outbox.Effects[0].Envelope.To);

        var rest = cell.State.Fingerprint;
        var ping = Envelope.Of(new(1), actor, new ToyMessage.Ping());
        outbox.Open(actor, OperationId.None, step: 0, default);
        cell.Receive(in ping, outbox);
        Assert.Equal(1, cell.TypedState.Heard.Value);
        Assert.Equal("hears ping 1", outbox.Notes[0].Text);
        Assert.True(cell.Commutes(in ping, in ping));
        Assert.NotEqual(rest, cell.State.Fingerprint);

        journal.BackTo(0);
        Assert.Equal(0, cell.TypedState.Heard.Value);
        Assert.Equal(rest, cell.State.Fingerprint);
    }

    [Fact]
    public void A_message_that_an_actor_never_hears_breaks_a_promise()
    {
        Topology topology = new();
        var cell = topology.Make(topology.Add("echo", new Echo()), new());
        var chosen = Envelope.Of(ActorId.Nobody, cell.Id, new Chosen(0, 0));
        Assert.Equal(
            "nobody sends Chosen here",
            Assert.Throws<BrokenPromiseException>(() => cell.Receive(in chosen, new())).Message);
    }

    [Fact]
    public void Each_making_of_an_actor_has_a_state_of_its_own()
    {
        Topology topology = new();
        var actor = topology.Add("echo", new Echo());
        Journal journal = new();
        Assert.NotSame(topology.Make(actor, journal).State, topology.Make(actor, journal).State);
    }
}
