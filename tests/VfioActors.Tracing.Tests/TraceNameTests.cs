namespace VfioActors.Tracing.Tests;

/// <summary>The name of a bug is that of its steps.</summary>
public sealed class TraceNameTests
{
    private static readonly Trace Known = Traces.LastDetachAgainstNewAttach;

    [Fact]
    public void Whatever_the_steps_break_it_is_the_same_bug() =>
        Assert.Equal(TraceName.Of(Known), TraceName.Of(Breaking(Known, "OnePasidPerDomain")));

    [Fact]
    public void Before_any_step_what_is_broken_is_all_that_is_known() =>
        Assert.NotEqual(
            TraceName.Of(new(Known.Header, [])), TraceName.Of(Breaking(new(Known.Header, []), "OnePasidPerDomain")));

    [Fact]
    public void Seed_strategy_and_parameters_do_not_count() =>
        Assert.Equal(TraceName.Of(Known), TraceName.Of(Known with
        {
            Header = Known.Header with { Seed = 7, Strategy = "pos", Product = "9.9.9", Parameters = [] },
        }));

    [Fact]
    public void Other_steps_another_delivery_or_other_defects_are_another_bug()
    {
        Trace[] others =
        [
            Known with { Steps = [.. Known.Steps.SkipLast(1)] },
            Known with { Header = Known.Header with { Delivery = "pair" } },
            Known with { Header = Known.Header with { Violation = Known.Header.Violation! with { Defects = ["AUX-03"] } } },
        ];
        Assert.Equal(others.Length + 1, others.Append(Known).Select(TraceName.Of).Distinct().Count());
    }

    private static Trace Breaking(Trace trace, string property) => trace with
    {
        Header = trace.Header with { Violation = trace.Header.Violation! with { Property = property } },
    };
}
