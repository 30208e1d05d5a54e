using VfioActors.Behaviors.Values;
using VfioActors.Testing;
using static VfioActors.Behaviors.Tests.Toys.RefusedMessage;
using static VfioActors.Behaviors.Tests.Toys.ToyMessage;

namespace VfioActors.Behaviors.Tests;

public sealed class MessageTests
{
    private static readonly ActorId Client = new(1);
    private static readonly ActorId Container = new(2);

    public static TheoryData<string, Action> Refused => new()
    {
        { "Padded has padding between its fields: it cannot be hashed as words", () => MessageKind.Of<Padded>() },
        { "Odd has padding between its fields: it cannot be hashed as words", () => MessageKind.Of<Odd>() },
        { "Tiny has 1 byte, which is no multiple of 4: it cannot be hashed as words", () => MessageKind.Of<Tiny>() },
        { "Refused.Oversize has 40 bytes, and a message at most 32", () => MessageKind.Of<Oversize>() },
        {
            "Odd has padding between its fields: it cannot be hashed as words",
            () => Envelope.Of(Client, Container, new Odd(1, 2))
        },
    };

    [Fact]
    public void A_kind_is_named_by_protocol_and_message()
    {
        Assert.Equal("Toy.Map", MessageKind.Of<Map>().Name);
        Assert.Equal("Map", MessageKind.Of<Map>().ShortName);
        Assert.Equal("Chosen", MessageKind.Of<Chosen>().Name);
        Assert.Equal("Chosen", MessageKind.Of<Chosen>().ShortName);
        Assert.Equal("MessageTests.Alone", MessageKind.Of<Alone>().Name);
        Assert.Same(MessageKind.Of<Map>(), Envelope.Of(Client, Container, new Map(1, Client, 2)).Kind);
        Assert.Equal(Fingerprint.Of("Toy.Map"), MessageKind.Of<Map>().Salt);
    }

    [Fact]
    public void Fields_come_in_the_order_of_their_declaration()
    {
        var map = Envelope.Of(Client, Container, new Map(0x1000, Client, 3));
        Assert.Equal([new("Iova", 0x1000UL), new("Owner", Client), new("Pages", 3)], map.Kind.FieldsOf(map));
        var small = Envelope.Of(Client, Container, new Small(Side.Right, Dirty: true, Node: -2));
        Assert.Equal([new("Side", Side.Right), new("Dirty", true), new("Node", (short)-2)], small.Kind.FieldsOf(small));
        var ping = Envelope.Of(Client, Container, new Ping());
        Assert.Empty(ping.Kind.FieldsOf(ping));
    }

    [Theory, MemberData(nameof(Refused))]
    public void A_shape_that_cannot_be_hashed_is_refused_in_words(string reason, Action use)
    {
        var refusal = Assert.ThrowsAny<Exception>(use);
        Assert.Equal(reason, Assert.IsType<InvalidOperationException>(refusal.GetBaseException()).Message);
    }

    [Fact]
    public void A_message_comes_out_as_it_went_in()
    {
        Full full = new(1, 2, 3, ulong.MaxValue);
        var envelope = Envelope.Of(Client, Container, full);
        Assert.True(envelope.Is<Full>());
        Assert.True(envelope.Is(out Full message));
        Assert.Equal(full, message);
        Assert.Equal(full, envelope.Read<Full>());
        Assert.Equal(Client, envelope.From);
        Assert.Equal(Container, envelope.To);
        Assert.Equal(OperationId.None, envelope.Operation);
        Assert.Equal(Envelope.Unsent, envelope.Cause);
    }

    [Fact]
    public void A_message_is_never_read_as_another()
    {
        var envelope = Envelope.Of(Client, Container, new Map(1, Client, 2));
        Assert.False(envelope.Is<Full>());
        Assert.False(envelope.Is(out Full message));
        Assert.Equal(default, message);
        Assert.Equal(
            "Toy.Map is no Toy.Full", Assert.Throws<InvalidCastException>(() => envelope.Read<Full>()).Message);
    }

    [Fact]
    public void An_empty_message_is_only_its_kind()
    {
        var ping = Envelope.Of(Client, Container, new Ping());
        Assert.True(ping.Is<Ping>());
        Assert.Equal(default, ping.Read<Ping>());
        Assert.Equal(ping.Fingerprint, Envelope.Of(Client, Container, default(Ping)).Fingerprint);
    }

    [Fact]
    public void A_fingerprint_tells_apart_all_that_the_receiver_sees_and_nothing_else()
    {
        var map = Envelope.Of(Client, Container, new Map(1, Client, 2)).Serving(new(3), cause: 4);
        ulong[] others =
        [
            Envelope.Of(Client, Container, new Map(1, Client, 2)).Fingerprint,
            Envelope.Of(Client, Container, new Map(2, Client, 2)).Serving(new(3), 4).Fingerprint,
            Envelope.Of(Client, Container, new Map(1, Container, 2)).Serving(new(3), 4).Fingerprint,
            Envelope.Of(Client, Container, new Map(1, Client, 3)).Serving(new(3), 4).Fingerprint,
            Envelope.Of(Container, Container, new Map(1, Client, 2)).Serving(new(3), 4).Fingerprint,
            Envelope.Of(Client, Container, new Full(1, 2, 0, 0)).Serving(new(3), 4).Fingerprint,
            Envelope.Of(Client, Container, new Ping()).Serving(new(3), 4).Fingerprint,
            Envelope.Of(Client, Container, new Map(1, Client, 2)).Serving(new(4), 4).Fingerprint,
        ];
        Assert.Equal(others.Length, others.Append(map.Fingerprint).Distinct().Count() - 1);
        Assert.Equal(map.Fingerprint, map.Serving(new(3), cause: 99).Fingerprint);
    }

    [Fact]
    public void Serving_says_the_operation_and_the_cause_and_keeps_the_rest()
    {
        var map = Envelope.Of(Client, Container, new Map(1, Client, 2)).Serving(new(3), cause: 4);
        Assert.Equal(new OperationId(3), map.Operation);
        Assert.Equal(4, map.Cause);
        Assert.Equal(Client, map.From);
        Assert.Equal(Container, map.To);
        Assert.Equal(new(1, Client, 2), map.Read<Map>());
    }

    // Traces carry these numbers: another one here is another version of the format.
    [Fact]
    public void The_fingerprint_of_a_message_is_the_same_everywhere()
    {
        Assert.Equal("7e6f18084b06b283", Text(Envelope.Of(Client, Container, new Ping())));
        Assert.Equal(
            "db5dacb5490531bb", Text(Envelope.Of(Client, Container, new Map(0x1000, Container, 7)).Serving(new(2), 5)));
        Assert.Equal(
            "be65050bab8e7acd", Text(Envelope.Of(ActorId.Nobody, Container, new Chosen(1, 2)).Serving(new(9), 5)));
    }

    [Fact]
    public void Putting_in_and_taking_out_allocates_nothing()
    {
        Sum();
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var round = 0; round < 10_000; round++) { Sum(); }
        }));

        static ulong Sum()
        {
            var envelope = Envelope.Of(Client, Container, new Map(1, Client, 2)).Serving(new(3), 4);
            return envelope.Read<Map>().Iova ^ envelope.Fingerprint;
        }
    }

    private static string Text(Envelope envelope) => Fingerprint.Text(envelope.Fingerprint);

    public readonly record struct Alone(int Value) : IMessage;
}
