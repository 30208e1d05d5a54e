using Spectre.Console;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Storm;
using VfioActors.Storm.Measures;

namespace VfioActors.Cli.Storms;

/// <summary>Shows a storm while it goes on, and is gone at its end.</summary>
/// <param name="terminal">Nothing is shown unless it is live.</param>
internal sealed class StormLive(Terminal terminal)
{
    /// <summary>Takes the last look at what is measured.</summary>
    public Action Judged { get; init; } = () => { };

    private StormSample _last = new(0, 0, 0, 0, false);

    /// <summary>Runs a storm.</summary>
    /// <param name="options">What kind.</param>
    /// <param name="quiet">Whether nothing is to be shown.</param>
    public StormReport Run(StormOptions options, bool quiet)
    {
        if (quiet || !terminal.IsLive) { return Go(new StormRun(options) { Judged = Judged }); }
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = terminal.HasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Error),
        });
        console.Profile.Width = terminal.Width;
        return console.Live(new Text("")).AutoClear(true).Start(context =>
            Go(new StormRun(options)
            {
                Progress = (run, sample) => context.UpdateTarget(TableOf(run, sample)),
                Judged = Judged,
            }));
    }

    private StormReport Go(StormRun run) =>
        run.GoAsync(Product.Version, terminal.Cancellation).GetAwaiter().GetResult();

    private Table TableOf(StormRun run, StormSample sample)
    {
        var seconds = Math.Max(sample.Seconds - _last.Seconds, 1e-9);
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        (string Label, string Text)[] rows =
        [
            ("storm", $"{sample.Seconds:0.0} s, {(sample.IsHealing ? "healing" : "hurting")}"),
            ("operations", Rate(sample.Operations - _last.Operations, seconds)),
            ("messages", Rate(sample.Messages - _last.Messages, seconds)),
            ("in flight", Amount.Number(sample.InFlight)),
            ("latency", StormWords.Latency(run.Meters.Latencies())),
            ("refused", StormWords.Refusals(run.Meters.Refusals())),
        ];
        foreach (var (label, text) in rows) { table.AddRow(Markup.Escape(label), Markup.Escape(text)); }
        _last = sample;
        return table;
    }

    private static string Rate(long count, double seconds) => $"{Amount.Number((long)(count / seconds))} a second";
}
