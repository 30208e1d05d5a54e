using System.Diagnostics;
using System.Globalization;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;

namespace VfioActors.Cli.Outputs;

/// <summary>
/// One line on a terminal that says what goes on and for how long, is drawn anew at least every second, and is gone at
/// the end.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly bool _isShown;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Timer? _clock;
    private string _text = "";
    private int _shown;
    private bool _isGone;

    /// <param name="terminal">Nothing is written unless it is live.</param>
    /// <param name="isWanted">Whether anything is to be shown.</param>
    public ProgressLine(Terminal terminal, bool isWanted = true)
    {
        _terminal = terminal;
        _isShown = isWanted && terminal.IsLive;
        if (_isShown) { _clock = new(_ => Draw(), null, DrawEvery, DrawEvery); }
    }

    /// <summary>What to tell an exploration; null when nobody would see it.</summary>
    public Action<ExplorationProgress>? Told => _isShown ? progress => Show(TextOf(progress)) : null;

    /// <summary>Replaces the line.</summary>
    public void Show(string text)
    {
        lock (_gate) { _text = text; }
        Draw();
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        _clock?.Dispose();
        lock (_gate)
        {
            _isGone = true;
            if (_shown == 0) { return; }
            _terminal.Error.Write($"\r{new string(' ', _shown)}\r");
            _terminal.Error.Flush();
            _shown = 0;
        }
    }

    /// <summary>
    /// The line for how far it is: the strategy, what was done, how much of all that is and what is still to try, how
    /// fast, in how much memory, what remains of what is bounded.
    /// </summary>
    public static string TextOf(ExplorationProgress progress)
    {
        string?[] parts =
        [
            Done(progress),
            progress.Failures > 0 ? Counted.Grouped(progress.Failures, "failure") : null,
            Amount.Rate(progress.Deliveries, progress.Seconds, "deliveries"),
            progress.Left?.ShareDone is { } share ? $"about {Amount.Percent(share)} done" : null,
            Frontier(progress),
            progress.Memory > 0 ? Memory(progress) : null,
            progress.TimeMax is { } time ? $"at most {Left(time, progress.Seconds)} s left" : null,
        ];
        var text = string.Join(", ", parts.Where(part => part is not null));
        return progress.Strategy.Length == 0 ? text : $"{progress.Strategy}: {text}";
    }

    /// <summary>A search that merges states is as far as its states, whatever its runs.</summary>
    private static string Done(ExplorationProgress progress) =>
        progress.RunsMax is { } runs ? $"{Amount.Number(progress.Runs)} of at most {Counted.Grouped(runs, "run")}"
            : progress is { States: { } states, Left.ShareDone: null } ? Counted.Grouped(states, "state")
            : Counted.Grouped(progress.Runs, "run");

    private static string? Frontier(ExplorationProgress progress) =>
        progress.Left?.UntriedSteps is { } steps ? $"{Counted.Grouped(steps, "step")} to try"
            : progress.Frontier > 0 ? $"to try from step {progress.Frontier} on"
            : null;

    private static string Memory(ExplorationProgress progress) =>
        Amount.Bytes(progress.Memory)
            + (progress.MemoryMax is { } most ? $" of at most {Amount.Bytes(most)}" : "")
            + (progress.BytesOnDisk > 0 ? $" and {Amount.Bytes(progress.BytesOnDisk)} on disk" : "");

    private static string Left(TimeSpan time, double passed) =>
        Math.Max(0, time.TotalSeconds - passed).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>As much of the line as there is space for, in whole parts if it has any.</summary>
    private static string Cut(string text, int space)
    {
        if (text.Length <= space) { return text; }
        var end = space > 0 ? text.LastIndexOf(", ", space, StringComparison.Ordinal) : -1;
        return text[..(end > 0 ? Math.Min(end, space) : space)];
    }

    private void Draw()
    {
        lock (_gate)
        {
            if (!_isShown || _isGone || _text.Length == 0) { return; }
            var since = Stopwatch.GetElapsedTime(_start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            var passed = $", {since} s";
            var space = Math.Max(0, _terminal.Width - 1 - passed.Length);
            var line = Cut(_text, space) + passed;
            _terminal.Error.Write($"\r{line.PadRight(_shown)}");
            _terminal.Error.Flush();
            _shown = line.Length;
        }
    }
}
