namespace VfioActors.Exploration.Worlds;

/// <summary>The own code of a scenario throws while it is built, begun or judged.</summary>
#pragma warning disable CA1032 // It always says what is wrong.
public sealed class ThrowingScenarioException : UnfitScenarioException
#pragma warning restore CA1032
{
    internal ThrowingScenarioException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
