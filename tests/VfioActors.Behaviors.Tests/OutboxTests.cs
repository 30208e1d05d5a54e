using VfioActors.Behaviors.Tests.Toys;
using VfioActors.Behaviors.Values;
using VfioActors.Testing;

namespace VfioActors.Behaviors.Tests;

public sealed class OutboxTests
{
    private static readonly ActorId Self = new(1);
    private static readonly ActorId Other = new(2);

    [Fact]
    public void What_is_sent_carries_the_sender_the_operation_and_the_step()
    {
        var outbox = Opened();
        outbox.Send(Other, new ToyMessage.Map(1, Self, 2));
        var effect = outbox.Effects.ToArray().Single();
        Assert.Equal(EffectKind.Send, effect.Kind);
        Assert.Equal(0L, effect.Amount);
        Assert.Equal(new(Self, Other, new OperationId(4), 7), RouteOf(effect));
        Assert.Equal(new(1, Self, 2), effect.Envelope.Read<ToyMessage.Map>());
    }

    [Fact]
    public void A_timer_comes_back_to_the_actor_at_a_time_of_its_own_clock()
    {
        var outbox = Opened();
        outbox.After(new(5), new ToyMessage.Ping());
        var effect = outbox.Effects.ToArray().Single();
        Assert.Equal(EffectKind.Timer, effect.Kind);
        Assert.Equal(105L, effect.Amount);
        Assert.Equal(new(Self, Self, new OperationId(4), 7), RouteOf(effect));
    }

    [Fact]
    public void A_choice_is_answered_by_the_host()
    {
        var outbox = Opened();
        outbox.Choose(question: 3, options: 2);
        var effect = outbox.Effects.ToArray().Single();
        Assert.Equal(EffectKind.Choice, effect.Kind);
        Assert.Equal(2L, effect.Amount);
        Assert.Equal(new(ActorId.Nobody, Self, new OperationId(4), 7), RouteOf(effect));
        Assert.Equal(new(3, 0), effect.Envelope.Read<Chosen>());
        Assert.Throws<BrokenPromiseException>(() => outbox.Choose(3, 0));
    }

    [Fact]
    public void Turning_to_another_operation_counts_for_what_is_sent_next()
    {
        var outbox = Opened();
        outbox.Send(Other, new ToyMessage.Ping());
        outbox.Serving = new(9);
        outbox.Send(Other, new ToyMessage.Ping());
        Assert.Equal([4, 9], outbox.Effects.ToArray().Select(effect => effect.Envelope.Operation.Value));
    }

    [Fact]
    public void Effects_keep_their_order_however_many()
    {
        var outbox = Opened();
        for (var at = 0; at < 100; at++) { outbox.Send(Other, new Chosen(at, 0)); }
        Assert.Equal(
            Enumerable.Range(0, 100),
            outbox.Effects.ToArray().Select(effect => effect.Envelope.Read<Chosen>().Question));
    }

    [Fact]
    public void Opening_forgets_the_step_before()
    {
        var outbox = Opened();
        outbox.Listening = true;
        outbox.Send(Other, new ToyMessage.Ping());
        outbox.Note($"frees pasid {5}");
        outbox.Open(Other, new(6), step: 8, new(1));
        Assert.True(outbox.Effects.IsEmpty);
        Assert.True(outbox.Notes.IsEmpty);
        Assert.Equal(new OperationId(6), outbox.Serving);
        Assert.Equal(new Ticks(1), outbox.Now);
        Assert.True(outbox.Listening);
        outbox.Send(Self, new ToyMessage.Ping());
        Assert.Equal(new(Other, Self, new OperationId(6), 8), RouteOf(outbox.Effects[0]));
    }

    [Fact]
    public void Notes_are_written_for_those_who_listen()
    {
        var outbox = Opened();
        outbox.Listening = true;
        for (var pasid = 0; pasid < 10; pasid++) { outbox.Note($"frees pasid {pasid} of {Self}, half {0.5}"); }
        outbox.Note($"rests");
        Assert.Equal(11, outbox.Notes.Length);
        Assert.Equal("frees pasid 9 of #1, half 0.5", outbox.Notes[9].Text);
        Assert.Equal("rests", outbox.Notes[10].Text);
    }

    [Fact]
    public void A_note_that_nobody_hears_is_not_even_put_together()
    {
        var outbox = Opened();
        var asked = 0;
        outbox.Note($"frees pasid {++asked}");
        Assert.Equal(0, asked);
        Assert.True(outbox.Notes.IsEmpty);
    }

    [Fact]
    public void A_step_allocates_nothing_once_warm()
    {
        var outbox = Opened();
        for (var round = 0; round < 100; round++) { Step(round); }
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var round = 0; round < 10_000; round++) { Step(round); }
        }));

        void Step(int round)
        {
            outbox.Open(Self, new(4), round, new(round));
            outbox.Note($"clears x[{round}] of {Self} at {outbox.Now} for {"nobody"}");
            outbox.Send(Other, new ToyMessage.Map(1, Self, 2));
            outbox.After(new(1), new ToyMessage.Ping());
            outbox.Choose(1, 2);
        }
    }

    private static Outbox Opened()
    {
        Outbox outbox = new();
        outbox.Open(Self, new(4), step: 7, new(100));
        return outbox;
    }

    private static Route RouteOf(Effect effect) =>
        new(effect.Envelope.From, effect.Envelope.To, effect.Envelope.Operation, effect.Envelope.Cause);

    private readonly record struct Route(ActorId From, ActorId To, OperationId Operation, int Cause);
}
