using System.Globalization;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;
using static VfioActors.Exploration.Tests.Diagnoses.Sketched;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>
/// For each sentence a scenario in which it is true, and beside it one that differs little, in which it would be false.
/// </summary>
public sealed class WhyTests
{
    [Fact]
    public void One_operation_that_always_breaks_needs_no_race() =>
        Assert.Equal("A single operation breaks it: no race is needed.", WhyOf(Made.Sketch(builder =>
        {
            Listener(builder, "x");
            Client(builder, "CPU0", marks: true, (1, 1));
            builder.Claim(new RestIs(view => ValueOf(view, 1) == 1));
        })));

    [Fact]
    public void One_operation_whose_own_steps_race_does_need_it()
    {
        // One operation lets two helpers send to the same actor.
        var why = WhyOf(Made.Sketch(builder =>
        {
            Listener(builder, "x");
            Helper(builder, "left", 1);
            Helper(builder, "right", 2);
            Client(builder, "CPU0", marks: true, (2, 1), (3, 2));
            builder.Claim(new RestIs(view => ValueOf(view, 1) != 121));
        }));
        Assert.Equal(
            "x handles Token of CPU0's SEND CPU0 before Token of CPU0's SEND CPU0: in the opposite order nothing "
                + "breaks.",
            why);
    }

    [Fact]
    public void What_is_broken_before_anything_happens_says_so() =>
        Assert.Equal("It is broken before anything happens.", WhyOf(Made.Sketch(builder =>
        {
            Listener(builder, "x");
            builder.Claim(new RestIs(view => ValueOf(view, 1) == 12));
        })));

    /// <summary>That it does not hold at the start is no reason: it is about what comes of the operation.</summary>
    [Fact]
    public void What_an_operation_should_bring_about_is_not_broken_by_nothing() =>
        Assert.Equal("A single operation breaks it: no race is needed.", WhyOf(Made.Sketch(builder =>
        {
            Listener(builder, "x");
            Client(builder, "CPU0", marks: true, (1, 1));
            builder.Claim(new RestIs(view => ValueOf(view, 1) == 12));
        })));

    [Fact]
    public void One_operation_that_breaks_in_each_of_its_orders_says_how_many() =>
        Assert.Equal(
            "A single operation breaks it, in each of the 2 orders of its steps: no race is needed.",
            WhyOf(Made.Sketch(builder =>
            {
                Listener(builder, "x");
                Helper(builder, "left", 1);
                Helper(builder, "right", 2);
                Client(builder, "CPU0", marks: true, (2, 1), (3, 2));
                builder.Claim(new RestIs(view => ValueOf(view, 1) == 1));
            })));

    [Theory]
    [InlineData(true, "x handles Token of CPU1's SEND CPU1 before Token of CPU0's SEND CPU0")]
    [InlineData(false, "x hears Token from CPU1 before it hears Token from CPU0")]
    public void One_that_comes_between_the_halves_of_another_races_whether_they_say_whom_they_serve_or_not(
        bool marks, string pair)
    {
        var setup = Made.Sketch(builder =>
        {
            Listener(builder, "x");
            Client(builder, "CPU0", marks, (1, 1), (1, 2));
            Client(builder, "CPU1", marks, (1, 3));
            builder.Claim(new RestIs(view => ValueOf(view, 1) != 1132));
        });
        Assert.Equal(2, EveryRun.Of(setup, 10)!.Count(run => run.Broken.Count == 0));
        Assert.StartsWith(pair, WhyOf(setup), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_marked_and_breaks_in_every_order_needs_no_race() =>
        Assert.Equal("One message of the start leads to it: no race is needed.", WhyOf(Made.Sketch(builder =>
        {
            Listener(builder, "x");
            Client(builder, "CPU0", marks: false, (1, 1));
            builder.Claim(new RestIs(view => ValueOf(view, 1) == 1));
        })));

    [Fact]
    public void Two_that_break_it_in_both_orders_need_no_race() =>
        Assert.Equal(
            "The operations break it one after the other, in each of their 2 orders: no race is needed.",
            WhyOf(Made.Sketch(builder =>
            {
                Listener(builder, "x");
                Client(builder, "CPU0", marks: true, (1, 1));
                Client(builder, "CPU1", marks: true, (1, 2));
                builder.Claim(new RestIs(view => ValueOf(view, 1) < 100));
            })));

    [Fact]
    public void Two_that_break_it_in_one_order_need_no_overlap() =>
        Assert.Equal(
            "No overlap is needed: CPU1's SEND CPU1 and then CPU0's SEND CPU0 break it; in the opposite order it holds.",
            WhyOf(Made.Sketch(builder =>
            {
                Listener(builder, "x");
                Client(builder, "CPU0", marks: true, (1, 1));
                Client(builder, "CPU1", marks: true, (1, 2));
                builder.Claim(new RestIs(view => ValueOf(view, 1) != 121));
            })));

    [Fact]
    public void Between_says_so_when_one_breaks_it_exactly_there()
    {
        var setup = Made.Sketch(builder =>
        {
            Listener(builder, "x");
            var script = builder.Script("CPU0", ("OPEN", 1), ("CLOSE", 2));
            builder.Add("CPU0", new SketchBehavior(starts: outbox =>
            {
                foreach (var step in script)
                {
                    outbox.Serving = step.Id;
                    outbox.Send(new ActorId(1), new ToyMessage.Token(step.Operation, 0));
                }
            }));
            Client(builder, "CPU1", marks: true, (1, 3));
            builder.Claim(new RestIs(view => ValueOf(view, 1) != 1132));
        });
        Assert.Equal(
            "No overlap is needed: one after the other the operations break it whenever CPU1's SEND CPU1 comes between "
                + "CPU0's OPEN and CPU0's CLOSE, and hold otherwise.",
            WhyOf(setup));
    }

    /// <summary>
    /// 3 comes between 1 and 2 whenever it breaks, and also where it holds; or it breaks whenever 3 comes between 1 and 2,
    /// and once where it does not. Neither is decided by what comes between.
    /// </summary>
    [Theory]
    [InlineData("14132")]
    [InlineData("11324", "11342", "11432", "14132", "14123")]
    public void Between_says_nothing_where_that_alone_does_not_decide(params string[] broken)
    {
        var setup = Made.Sketch(builder =>
        {
            Listener(builder, "x");
            var script = builder.Script("CPU0", ("OPEN", 1), ("CLOSE", 2));
            builder.Add("CPU0", new SketchBehavior(starts: outbox =>
            {
                foreach (var step in script)
                {
                    outbox.Serving = step.Id;
                    outbox.Send(new ActorId(1), new ToyMessage.Token(step.Operation, 0));
                }
            }));
            Client(builder, "CPU1", marks: true, (1, 3));
            Client(builder, "CPU2", marks: true, (1, 4));
            builder.Claim(new RestIs(view => !broken.Contains(ValueOf(view, 1).ToString(CultureInfo.InvariantCulture))));
        });
        var why = WhyOf(setup);
        Assert.DoesNotContain("comes between", why, StringComparison.Ordinal);
        Assert.DoesNotContain("hold otherwise", why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_together_is_one_thing_so_that_what_comes_between_overlaps()
    {
        var why = WhyOf(Made.Sketch(builder =>
        {
            Listener(builder, "x");
            var script = builder.Together("CPU0", ("OPEN", 1), ("CLOSE", 2));
            builder.Add("CPU0", new SketchBehavior(starts: outbox =>
            {
                foreach (var step in script)
                {
                    outbox.Serving = step.Id;
                    outbox.Send(new ActorId(1), new ToyMessage.Token(step.Operation, 0));
                }
            }));
            Client(builder, "CPU1", marks: true, (1, 3));
            builder.Claim(new RestIs(view => ValueOf(view, 1) != 1132));
        }));
        Assert.StartsWith("x handles Token of CPU1's SEND CPU1 before Token of CPU0's CLOSE", why,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_observer_that_is_broken_in_some_orders_only_is_not_broken_one_after_the_other()
    {
        // Broken only when both have written x and nobody y: two of the six orders.
        var setup = Made.Sketch(builder =>
        {
            Listener(builder, "x");
            Listener(builder, "y");
            Client(builder, "CPU0", marks: true, (1, 1), (2, 1));
            Client(builder, "CPU1", marks: true, (1, 2), (2, 2));
            builder.Claim(new Always(view => ValueOf(view, 1) < 100 || ValueOf(view, 2) > 1));
        });
        var runs = EveryRun.Of(setup, 1000)!;
        Assert.Contains(runs, run => run.Broken.Count > 0);
        Assert.Contains(runs, run => run.Broken.Count == 0);
        var why = WhyOf(setup);
        Assert.StartsWith("Only operations that overlap break it: without overlap it holds, in each of their 2 orders.",
            why, StringComparison.Ordinal);
    }

    private static void Helper(ScenarioBuilder builder, string name, int label) =>
        builder.Add(name, new SketchBehavior((_, _, outbox) =>
            outbox.Send(new ActorId(1), new ToyMessage.Token(label, 0))));
}
