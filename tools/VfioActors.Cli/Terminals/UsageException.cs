namespace VfioActors.Cli.Terminals;

/// <summary>What was asked makes no sense. The message is one line: what is wrong, and what is accepted.</summary>
internal sealed class UsageException(string message) : Exception(message);
