namespace VfioActors.Cli.Terminals;

/// <summary>Where the program writes, and what is known about who reads it.</summary>
/// <param name="output">What was asked for.</param>
/// <param name="error">All else.</param>
public sealed class Terminal(TextWriter output, TextWriter error)
{
    private const int UsualWidth = 80;

    /// <summary>What was asked for goes here.</summary>
    public TextWriter Output => output;

    /// <summary>Progress and complaints go here.</summary>
    public TextWriter Error => error;

    /// <summary>Whether words on <see cref="Output"/> may have colours: never in a pipe, nor with NO_COLOR.</summary>
    public bool HasColors { get; init; }

    /// <summary>Whether <see cref="Error"/> can show a line that changes: never in a pipe.</summary>
    public bool IsLive { get; init; }

    /// <summary>The columns of <see cref="Error"/>.</summary>
    public int Width { get; init; } = UsualWidth;

    /// <summary>The columns of <see cref="Output"/>; null for a pipe, which is as wide as need be.</summary>
    public int? OutputWidth { get; init; }

    /// <summary>Ends what is under way, with what is known so far.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>By which clock the time is over that something may take.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess(CancellationToken cancellation)
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        var wantsNone = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return new(Console.Out, Console.Error)
        {
            HasColors = !Console.IsOutputRedirected && !isDumb && !wantsNone,
            IsLive = !Console.IsErrorRedirected && !isDumb,
            Width = Console.IsErrorRedirected || Console.WindowWidth <= 0 ? UsualWidth : Console.WindowWidth,
            OutputWidth = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth,
            Cancellation = cancellation,
        };
    }

    /// <summary>The same terminal with other places to write to.</summary>
    internal Terminal With(TextWriter elsewhere, TextWriter elsewhereError) =>
        With(elsewhere, elsewhereError, Cancellation);

    /// <summary>The same terminal with another end of what is under way.</summary>
    internal Terminal With(CancellationToken cancellation) => With(output, error, cancellation);

    private Terminal With(TextWriter elsewhere, TextWriter elsewhereError, CancellationToken cancellation) =>
        new(elsewhere, elsewhereError)
        {
            HasColors = HasColors,
            IsLive = IsLive,
            Width = Width,
            OutputWidth = OutputWidth,
            Clock = Clock,
            Cancellation = cancellation,
        };

    /// <summary>One line of what went wrong, that the rest is not lost for.</summary>
    internal void Complain(string text) => Error.WriteLine($"{Product.Name}: {OneLine.Of(text)}");

    /// <summary>What is wrong with a file, as a compiler says it.</summary>
    internal void Complain(IEnumerable<string> lines)
    {
        foreach (var line in lines) { Error.WriteLine(line); }
    }
}
