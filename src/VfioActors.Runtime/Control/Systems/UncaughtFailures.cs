using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>
/// Hears what an actor has done that throws where nobody catches it, as an <c>async void</c> does: .NET ends the whole
/// program by that, and whoever explores would never learn by whom.
/// </summary>
internal static class UncaughtFailures
{
    /// <summary>Whether they are heard: not where the program hears what nobody catches itself.</summary>
    internal static bool AreHeard { get; } = Listens();

    private static bool Listens()
    {
        try
        {
            ExceptionHandling.SetUnhandledExceptionHandler(Hear);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What does not come of a controlled actor ends the program as before.</summary>
    private static bool Hear(Exception failure)
    {
        if (ActorFlow.Asker is not { } actor) { return false; }

        // It is asked twice, the first time before it is known where that was thrown.
        var own = (actor.Cell?.Props.Type ?? typeof(UncaughtFailures)).Assembly;
        if (!Array.Exists(new StackTrace(failure).GetFrames(), frame => IsOf(own, frame))) { return true; }
        actor.Room.Report($"what {Named.Of(actor.Owner)} does, as by an async void, throws "
            + $"{ThrownText.Of(failure, own)}: nobody catches it, and .NET ends the whole program");
        return true;
    }

    private static bool IsOf(Assembly own, StackFrame frame) => frame.GetMethod()?.Module.Assembly == own;
}
