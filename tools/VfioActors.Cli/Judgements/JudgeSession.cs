using System.Diagnostics;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Judgements;

namespace VfioActors.Cli.Judgements;

/// <summary>Judges one case after the other until all are judged, the time is over, or somebody ends it.</summary>
internal sealed class JudgeSession(Terminal terminal, Judge judge, JudgeRequest request)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly JudgeTally _tally = new();

    /// <summary>How long it took.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Judges.</summary>
    /// <param name="found">Told each difference.</param>
    public JudgeTally Run(Action<DifferenceFound> found)
    {
        using ProgressLine progress = new(terminal);
        var over = !Scenarios(found, progress) || !Programs(found, progress);

        // Who asked for no number of programs asked for as many as there is time for.
        _tally.IsWhole = !over || (request.Programs is null && !terminal.Cancellation.IsCancellationRequested);
        return _tally;
    }

    private bool Scenarios(Action<DifferenceFound> found, ProgressLine progress)
    {
        foreach (var one in request.Cases)
        {
            foreach (var delivery in request.Deliveries)
            {
                if (IsOver()) { return false; }
                progress.Show($"{Amount.Number(_tally.Differences.Count)} differ, {delivery}: {one.Words}");
                var judgement = judge.Compare(() => one.Build(delivery), terminal.Cancellation);
                if (terminal.Cancellation.IsCancellationRequested) { return false; }
                if (_tally.Add(one, delivery, judgement) is { } difference) { found(difference); }
            }
        }

        return true;
    }

    private bool Programs(Action<DifferenceFound> found, ProgressLine progress)
    {
        for (var at = 0L; request.Programs is not { } programs || at < programs; at++)
        {
            if (IsOver()) { return false; }
            progress.Show($"{Counted.Grouped(at, "program")}, {Amount.Number(_tally.Differences.Count)} differ, "
                + $"{Seconds:0} s");
            _tally.Begin();
            foreach (var delivery in request.Deliveries)
            {
                var judged = JudgedProgram.Of(judge, unchecked(request.Seed + at), delivery, terminal.Cancellation);
                if (terminal.Cancellation.IsCancellationRequested) { return false; }
                if (_tally.Add(judged) is { } difference) { found(difference); }
            }
        }

        return true;
    }

    private bool IsOver() =>
        terminal.Cancellation.IsCancellationRequested || (request.Time is { } time && Seconds >= time.TotalSeconds);
}
