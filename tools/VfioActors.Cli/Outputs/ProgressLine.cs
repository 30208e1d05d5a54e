using VfioActors.Exploration;

namespace VfioActors.Cli.Outputs;

/// <summary>One line on a terminal that says how far an exploration is, and is gone at the end.</summary>
/// <param name="terminal">Nothing is written unless it is live.</param>
internal sealed class ProgressLine(Terminal terminal) : IDisposable
{
    private int _shown;

    /// <summary>What to tell an exploration; null when nobody would see it.</summary>
    public Action<ExplorationProgress>? Told => terminal.IsLive ? Show : null;

    /// <summary>Replaces the line.</summary>
    public void Show(string text)
    {
        if (!terminal.IsLive) { return; }
        var line = text.Length < terminal.Width ? text : text[..(terminal.Width - 1)];
        terminal.Error.Write($"\r{line.PadRight(_shown)}");
        terminal.Error.Flush();
        _shown = line.Length;
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_shown == 0) { return; }
        terminal.Error.Write($"\r{new string(' ', _shown)}\r");
        terminal.Error.Flush();
        _shown = 0;
    }

    /// <summary>The line for how far it is.</summary>
    public static string TextOf(ExplorationProgress progress)
    {
        string?[] parts =
        [
            Amount.Of(progress.Runs, "run"),
            progress.States is { } states ? Amount.Of(states, "state") : null,
            Amount.Rate(progress.Deliveries, progress.Seconds, "deliveries"),
            progress.Frontier > 0 ? $"frontier at step {progress.Frontier}" : null,
            progress.Failures > 0 ? Amount.Of(progress.Failures, "failure") : null,
            $"{progress.Seconds:0} s",
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private void Show(ExplorationProgress progress) => Show(TextOf(progress));
}
