using System.Reflection;
using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// A scenario cannot be explored as it is, and that is nobody's counterexample: its own code throws while it is built,
/// begun or judged, or something in it is not controlled. It ends a search wherever it is thrown, also in a step.
/// </summary>
#pragma warning disable CA1032 // It always says what is wrong.
public abstract class UnfitScenarioException : Exception
#pragma warning restore CA1032
{
    /// <param name="message">What is wrong and where, in one line.</param>
    /// <param name="cause">What was thrown; null when nothing was.</param>
    protected UnfitScenarioException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>What somebody's code threw, as one line.</summary>
    /// <param name="where">What was being done, such as <c>Begin of 'transfers'</c>.</param>
    /// <param name="own">The assembly of whoever wrote it.</param>
    public static UnfitScenarioException Of(string where, Exception cause, Assembly own) =>
        new ThrowingScenarioException($"{where} threw {ThrownText.Of(cause, own)}", cause);

    /// <summary>Two kinds of messages have one name, so nobody could tell which of them a state has.</summary>
    internal static UnfitScenarioException OfNamesakes(MessageKind one, MessageKind other) => new Ambiguous(
        $"two kinds of messages are called {one.Name}, {one.TypeName} and {other.TypeName}: each needs a name of its "
            + "own");

    private sealed class Ambiguous(string message) : UnfitScenarioException(message);
}
