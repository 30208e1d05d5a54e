using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Explorations.Failures;

/// <summary>One way in which a property is broken, for people: its ladder, and how to replay it.</summary>
/// <param name="terminal">Where they read it.</param>
internal sealed class FailurePage(Terminal terminal)
{
    private readonly Page _page = new(terminal);

    /// <summary>Shows it.</summary>
    /// <param name="title">Which of how many it is.</param>
    /// <param name="seen">How often it was met.</param>
    public void Show(FailureDocument failure, string title, string seen)
    {
        _page.Line();
        _page.Head($"== {title}: {failure.Property}");
        if (failure.Refused is { } refused) { _page.Wrapped("refused   ", refused); }
        if (failure.Shown is null)
        {
            _page.Labelled("claim", failure.Claim);
            _page.Labelled("but", failure.Reason);
            return;
        }

        _page.Line(failure.AsFound is null
            ? $"{Counted.Grouped(failure.Steps, "step")} as found, {failure.MinimalSteps} as shown; {seen}"
            : $"{Counted.Grouped(failure.Steps, "step")}, as found and not made small; {seen}");
        if (EarlyEnd.Of(failure) is { } early) { _page.Wrapped("", early); }
        _page.Line();
        new LadderRenderer().Render(failure.Shown, terminal.Output);
        _page.Line();
        if (failure.Name is { } name) { _page.Line($"bug       {name}{Seen(failure)}"); }
        foreach (var broken in failure.Others)
        {
            _page.Wrapped("breaks    ", $"{broken.Property} too: {broken.Reason}");
        }

        foreach (var way in OtherWays.Lines(failure)) { _page.Wrapped("also      ", way); }
        if (failure.Trace is null) { return; }
        _page.Line($"trace     {failure.Trace}");
        _page.Line($"replay    {failure.Replay}");
    }

    private static string Seen(FailureDocument failure) =>
        failure.SeenIn is { } file ? $", seen before in {file}" : "";
}
