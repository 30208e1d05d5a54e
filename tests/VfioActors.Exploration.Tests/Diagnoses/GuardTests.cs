using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Testing.Sketches;
using VfioActors.Vfio.Locks;
using static VfioActors.Exploration.Tests.Diagnoses.Sketched;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>Each kernel call is an operation of its own: what is left out must not make another bug of it.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_deadlock_stays_one_and_is_not_made_a_lock_that_nobody_gives_back(bool together)
    {
        var diagnosis = Diagnosed(Made.Sketch(builder => Deadlock(builder, together)));
        var taken = diagnosis.Trace.Steps.Where(step => step.Message == "Lock.Acquire").Select(step =>
            $"{step.From} {step.To}");
        Assert.Equal(["CPU0 a_lock", "CPU0 b_lock", "CPU1 a_lock", "CPU1 b_lock"], taken.Order());
        string[] held = ["held by CPU0", "held by CPU1"];
        Assert.All(held, who => Assert.Contains(diagnosis.Trace.Steps.SelectMany(step => step.Notes), note =>
            note.Text.StartsWith("waits for", StringComparison.Ordinal)
                && note.Text.EndsWith(who, StringComparison.Ordinal)));
        Assert.Empty(diagnosis.Trace.Header.Dropped);
        Assert.Equal(
            "b_lock handles Acquire of CPU1's LOCK(b_lock) before Acquire of CPU0's LOCK(b_lock): in the opposite "
                + "order nothing breaks.",
            diagnosis.Trace.Header.Violation!.Why);
    }

    [Fact]
    public void What_clients_leave_behind_one_after_the_other_is_told_of_each_setup()
    {
        var setup = Made.Sketch(builder => Deadlock(builder, together: false));
        Assert.Equal([], BrokenWithout());
        Assert.Equal(["NothingHeld", "Progress"], BrokenWithout(8));
        Assert.Equal([], BrokenWithout(1, 2, 3, 4));

        IReadOnlySet<string> BrokenWithout(params int[] dropped) =>
            Guards.BrokenSerially(new(setup.With(setup.Arguments.Without(dropped)), nameof(RestIs), []))!.Sometimes;
    }

    [Fact]
    public void What_every_order_leaves_behind_is_not_what_one_of_them_does()
    {
        var one = Unguarded.In(["Progress"]);
        var two = Unguarded.In([]).And(one);
        Assert.Equal(["Progress"], two.Sometimes);
        Assert.Equal([], two.Always);
        Assert.True(two.IsWithin(one, "Progress"));
        Assert.False(one.IsWithin(two, "Progress"));
        Assert.True(one.IsWithin(two, "NothingHeld"));
        Assert.False(one.IsLike(two));
        Assert.True(two.IsLike(one.And(Unguarded.In([]))));
    }

    [Fact]
    public void An_operation_that_sleeps_is_not_done_when_the_next_begins()
    {
        var setup = Made.Sketch(builder => Deadlock(builder, together: false));
        var report = Made.Explored(setup, new DporStrategy(setup.Properties));
        var failure = report.Failures.First(one => one.Property.Name == nameof(RestIs));
        var orders = SerialOrders.Of(new(setup, nameof(RestIs), failure.Schedule), byClient: false);
        Assert.Empty(orders.With(SerialOutcome.Breaks));
        Assert.NotEmpty(orders.With(SerialOutcome.Overlaps));
    }

    [Fact]
    public void Who_sleeps_overlaps_with_each_that_comes_behind()
    {
        var setup = Made.Sketch(builder =>
        {
            builder.Add("c_lock", new LockBehavior());
            builder.Add("d_lock", new LockBehavior());
            builder.Add("e_lock", new LockBehavior());
            Caller(builder, "CPU0", together: false, [("c_lock", true)]);
            Caller(builder, "CPU1", together: false, [("c_lock", true)]);
            Caller(builder, "CPU2", together: false, [("d_lock", true)]);
            Caller(builder, "CPU3", together: false, [("e_lock", true)]);
            builder.Claim(new RestIs(_ => true));
        });
        var orders = SerialOrders.Of(new(setup, nameof(RestIs), []), byClient: true);
        Assert.Equal(24, orders.Count);

        // The second of those that want one lock comes last, or somebody comes while it sleeps.
        Assert.Equal(12, orders.With(SerialOutcome.Holds).Count);
        Assert.Equal(12, orders.With(SerialOutcome.Overlaps).Count);
    }

    [Fact]
    public void What_belongs_together_is_left_out_together()
    {
        var setup = Made.Sketch(builder =>
        {
            Deadlock(builder, together: true);
            builder.Add("c_lock", new LockBehavior());
            Caller(builder, "CPU2", together: true, [("c_lock", true), ("c_lock", false)]);
        });
        var dropped = Diagnosed(setup).Trace.Header.Dropped;
        Assert.Equal([9, 10], dropped);
    }

    [Fact]
    public void An_operation_by_itself_is_its_own_group()
    {
        List<int> groups = [];
        Made.Sketch(builder =>
        {
            builder.Script("CPU0", ("a", 0), ("b", 0));
            builder.Together("CPU0", ("c", 0), ("d", 0));
            builder.Script("CPU0", ("e", 0));
            groups.AddRange(builder.Operations.Select(operation => operation.Group));
        });
        Assert.Equal([1, 2, 3, 3, 5], groups);
    }

    /// <summary>Two callers that take two locks in opposite orders.</summary>
    private static void Deadlock(ScenarioBuilder builder, bool together)
    {
        builder.Add("a_lock", new LockBehavior());
        builder.Add("b_lock", new LockBehavior());
        var one = Caller(builder, "CPU0", together, [("a_lock", true), ("b_lock", true), ("b_lock", false),
            ("a_lock", false)]);
        var other = Caller(builder, "CPU1", together, [("b_lock", true), ("a_lock", true), ("a_lock", false),
            ("b_lock", false)]);
        builder.Claim(new RestIs(view => ValueOf(view, 3) == one && ValueOf(view, 4) == other));
    }

    /// <summary>Makes calls one after the other; its number is one more than the locks that it was given.</summary>
    /// <returns>The number that it comes to at its end.</returns>
    private static int Caller(
        ScenarioBuilder builder, string name, bool together, IReadOnlyList<(string Lock, bool Takes)> calls)
    {
        var texts = calls.Select(call => ($"{(call.Takes ? "LOCK" : "UNLOCK")}({call.Lock})", call)).ToList();
        var script = together ? builder.Together(name, texts) : builder.Script(name, texts);
        var locks = builder.Topology;
        builder.Add(name, new SketchBehavior(
            (state, _, outbox) => Call(script, locks, ++state.Value.Value - 1, outbox),
            outbox => Call(script, locks, 0, outbox)));
        return 1 + script.Count(call => call.Operation.Takes);
    }

    /// <summary>Goes on behind the locks that were given so far, to the next one.</summary>
    private static void Call(
        IReadOnlyList<ScriptedOperation<(string Lock, bool Takes)>> script, Topology locks, int given, Outbox outbox)
    {
        var taken = 0;
        foreach (var call in script)
        {
            locks.TryFind(call.Operation.Lock, out var to);
            outbox.Serving = call.Id;
            if (call.Operation.Takes && taken++ == given)
            {
                outbox.Send(to, default(LockMessage.Acquire));
                return;
            }

            if (!call.Operation.Takes && taken == given) { outbox.Send(to, default(LockMessage.Release)); }
        }
    }
}
