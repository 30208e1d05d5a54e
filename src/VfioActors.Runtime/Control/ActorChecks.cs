using VfioActors.Exploration.Properties;
using VfioActors.Runtime.Control.Mishaps;
using VfioActors.Runtime.Control.Sessions;

namespace VfioActors.Runtime.Control;

/// <summary>
/// What is checked of real actors without anybody claiming it. A scenario that means otherwise, such as one about
/// restarts, switches a check off by its name: <see cref="AkkaScenario.Waived"/>.
/// </summary>
public static class ActorChecks
{
    /// <summary>
    /// No actor throws: neither when it is made, nor with a message, nor when it stops. A Kill is what somebody asked
    /// for, and no failure.
    /// </summary>
    public const string NoUnexpectedFailure = "NoUnexpectedFailure";

    /// <summary>Every message is handled by the actor that it comes to.</summary>
    public const string NothingUnhandled = "NothingUnhandled";

    /// <summary>No message comes to an actor that has stopped or never was.</summary>
    public const string NoDeadLetters = "NoDeadLetters";

    /// <summary>At rest no actor is suspended, as one is behind an await that never ends.</summary>
    public const string NobodySuspended = "NobodySuspended";

    /// <summary>At rest no actor has a message in its stash.</summary>
    public const string NoStashLeft = "NoStashLeft";

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [NoUnexpectedFailure, NothingUnhandled, NoDeadLetters, NobodySuspended, NoStashLeft];

    internal static IReadOnlyList<Property> Of(ActorSession session) =>
    [
        new CheckOfActors(NoUnexpectedFailure, "No actor throws.", session,
            () => session.Mishaps.TextOf(MishapKind.Failure)),
        new CheckOfActors(NothingUnhandled, "Every message is handled.", session,
            () => session.Mishaps.TextOf(MishapKind.Unhandled)),
        new CheckOfActors(NoDeadLetters, "No message comes to nobody.", session,
            () => session.Mishaps.TextOf(MishapKind.DeadLetter)),
        new CheckOfActors(NobodySuspended, "Nobody waits for ever.", session, session.AtRest.Suspended),
        new CheckOfActors(NoStashLeft, "What was put aside is taken up again.", session, session.AtRest.Stashing),
    ];
}
