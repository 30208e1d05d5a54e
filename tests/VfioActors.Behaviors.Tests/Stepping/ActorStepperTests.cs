using VfioActors.Behaviors.Stepping;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests.Stepping;

public sealed class ActorStepperTests
{
    private static readonly Promise Known = new("Known", "it is known");

    /// <summary>What each of several actors does with what it hears, and what comes of the step of the first.</summary>
    public static TheoryData<string, Action<Outbox>, Crash?> Steps => new()
    {
        { "nothing", _ => { }, null },
        {
            "a broken promise", _ => Ensure.That(holds: false, "one is two"),
            new(CrashKind.BrokenPromise, "one is two")
        },
        {
            "a promise with an id", _ => Ensure.That(holds: false, Known),
            new(CrashKind.BrokenPromise, "it is known") { Promise = Known }
        },
        {
            "an exception", _ => throw new InvalidOperationException("no 3"),
            new(CrashKind.Thrown, "InvalidOperationException: no 3")
        },
        {
            "what a type's first use throws", _ => throw new TypeInitializationException("T", new ArgumentException("a")),
            new(CrashKind.Thrown, "ArgumentException: a")
        },
        {
            "a message to the host", outbox => outbox.Send(ActorId.Nobody, new Chosen(1, 0)),
            new(CrashKind.NoReceiver, "sends Chosen to actor 0, and there are actors 1 to 3")
        },
        {
            "a message to a number that no actor has", outbox => outbox.Send(new(4), new Chosen(1, 0)),
            new(CrashKind.NoReceiver, "sends Chosen to actor 4, and there are actors 1 to 3")
        },
        { "a message to the outsider", outbox => outbox.Send(new(99), new Chosen(1, 0)), null },
    };

    [Theory, MemberData(nameof(Steps))]
    public void What_went_wrong_in_a_step_is_said(string step, Action<Outbox> does, Crash? expected)
    {
        ArgumentNullException.ThrowIfNull(step);
        StepperBench bench = new(does);
        Assert.Equal(expected, bench.Hear());
        if (expected is not null) { Assert.Empty(bench.Done); }
    }

    [Fact]
    public void Nothing_of_a_step_is_done_when_one_of_its_messages_goes_to_nobody()
    {
        StepperBench bench = new(outbox =>
        {
            outbox.Send(new(2), new Chosen(1, 0));
            outbox.Send(ActorId.Nobody, new Chosen(2, 0));
        });
        Assert.Equal(CrashKind.NoReceiver, bench.Hear()?.Kind);
        Assert.Empty(bench.Done);
    }

    /// <summary>Actor 3 handles what it hears within the step that sent it.</summary>
    [Fact]
    public void What_an_inline_actor_asks_for_comes_behind_all_that_was_asked_before()
    {
        StepperBench bench = new(
            outbox =>
            {
                outbox.Send(new(3), new Chosen(1, 0));
                outbox.Send(new(2), new Chosen(2, 0));
            },
            inline: outbox => outbox.Send(new(2), new Chosen(3, 0)));
        Assert.Null(bench.Hear());
        Assert.Equal(["1 to 2: 2", "3 to 2: 3"], bench.Done);
    }

    [Fact]
    public void A_crash_of_an_inline_actor_ends_the_step_where_it_is()
    {
        StepperBench bench = new(
            outbox =>
            {
                outbox.Send(new(2), new Chosen(1, 0));
                outbox.Send(new(3), new Chosen(2, 0));
                outbox.Send(new(2), new Chosen(3, 0));
            },
            inline: _ => Ensure.That(holds: false, "inline is fine"));
        Assert.Equal(new(CrashKind.BrokenPromise, "inline is fine"), bench.Hear());
        Assert.Equal(["1 to 2: 1"], bench.Done);
    }

    [Fact]
    public void What_ends_all_is_passed_on()
    {
        StepperBench bench = new(_ => throw new NotSupportedException("the end"));
        Assert.Throws<NotSupportedException>(() => bench.Hear());
    }
}
