using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests;

public sealed class AskingBehaviorTests
{
    private static readonly ActorId Caller = new(2);
    private readonly Outbox _outbox = new();
    private readonly AskingBehavior<Bowl> _asking = new(new BowlBehavior(), new BowlBehavior().Refusables);
    private readonly Journal _journal = new();
    private readonly Bowl _bowl;

    public AskingBehaviorTests() => _bowl = _asking.Create(_journal);

    [Fact]
    public void It_may_be_refused_what_the_requests_say() => Assert.Equal(
        [new HostRefusal(AskingBehavior<Bowl>.FirstQuestion, "spoon", "kmalloc", "ENOMEM")], _asking.Refusals);

    [Fact]
    public void A_request_waits_for_the_host_and_is_handled_when_it_is_given()
    {
        Assert.Equal(["asks 1000"], Hear(new Take(5)));
        Assert.Equal(0, _bowl.Taken.Value);
        Assert.Equal(["Taken 5"], Hear(new Chosen(AskingBehavior<Bowl>.FirstQuestion, 0)));
        Assert.Equal(5, _bowl.Taken.Value);
    }

    [Fact]
    public void What_is_refused_is_answered_and_changes_nothing()
    {
        var before = _bowl.Fingerprint;
        Hear(new Take(5));
        Assert.NotEqual(before, _bowl.Fingerprint);
        Assert.Equal(["Taken -1"], Hear(new Chosen(AskingBehavior<Bowl>.FirstQuestion, 1)));
        Assert.Equal(before, _bowl.Fingerprint);
    }

    [Fact]
    public void Whatever_else_comes_is_handled_meanwhile()
    {
        Hear(new Take(5));
        Assert.Empty(Hear(new Put(2)));
        Assert.Equal(-2, _bowl.Taken.Value);
        Assert.Equal(["Taken 3"], Hear(new Chosen(AskingBehavior<Bowl>.FirstQuestion, 0)));
    }

    [Fact]
    public void Answers_are_for_the_requests_in_their_order()
    {
        Hear(new Take(5));
        Hear(new Take(7));
        Assert.Equal(["Taken -1"], Hear(new Chosen(AskingBehavior<Bowl>.FirstQuestion, 1)));
        Assert.Equal(["Taken 7"], Hear(new Chosen(AskingBehavior<Bowl>.FirstQuestion, 0)));
    }

    [Fact]
    public void An_answer_to_a_question_of_its_own_goes_to_the_behaviour() =>
        Assert.Equal(["Taken 77"], Hear(new Chosen(3, 0)));

    [Fact]
    public void All_of_it_can_be_taken_back()
    {
        var (mark, before) = (_journal.Mark, _bowl.Fingerprint);
        Hear(new Take(5));
        Hear(new Chosen(AskingBehavior<Bowl>.FirstQuestion, 0));
        _journal.BackTo(mark);
        Assert.Equal(before, _bowl.Fingerprint);
        Assert.Equal(before, _bowl.Recomputed());
        Assert.Equal(["asks 1000"], Hear(new Take(1)));
    }

    private string[] Hear<T>(T message)
        where T : unmanaged, IMessage
    {
        OperationId operation = new(4);
        _outbox.Open(new(1), operation, 0, default);
        _asking.Receive(_bowl, Envelope.Of(Caller, new(1), operation, 0, in message), _outbox);
        List<string> said = [];
        foreach (ref readonly var effect in _outbox.Effects)
        {
            Assert.Equal(operation, effect.Envelope.Operation);
            said.Add(effect.Kind == EffectKind.Choice
                ? $"asks {effect.Envelope.Read<Chosen>().Question}"
                : $"Taken {effect.Envelope.Read<Taken>().Spoons}");
        }

        return [.. said];
    }

    private readonly record struct Take(int Spoons) : IMessage;

    private readonly record struct Put(int Spoons) : IMessage;

    private readonly record struct Taken(int Spoons) : IMessage;

    private sealed class Bowl : State
    {
        internal Bowl(Journal journal)
            : base(journal) => Taken = Variable<int>();

        internal Variable<int> Taken { get; }
    }

    private sealed class BowlBehavior : IBehavior<Bowl>, IRefuses
    {
        public IReadOnlyList<RefusableRequest> Refusables { get; } =
        [
            RefusableRequest.Of(
                new(0, "spoon", "kmalloc", "ENOMEM"),
                static (in Take _, ActorId asker, Outbox outbox) => outbox.Send(asker, new Taken(-1))),
        ];

        public Bowl Create(Journal journal) => new(journal);

        public void Receive(Bowl state, in Envelope envelope, Outbox outbox)
        {
            if (envelope.Is<Put>(out var put)) { state.Taken.Value -= put.Spoons; }
            else if (envelope.Is<Take>(out var take))
            {
                state.Taken.Value += take.Spoons;
                outbox.Send(envelope.From, new Taken(state.Taken.Value));
            }
            else { outbox.Send(Caller, new Taken(77)); }
        }
    }
}
