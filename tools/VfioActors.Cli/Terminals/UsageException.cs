namespace VfioActors.Cli.Terminals;

/// <summary>What the user asked for makes no sense. The message says what is wrong and what is accepted.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>The same at length, where one line does not do; else empty.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}
