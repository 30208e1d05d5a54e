using System.Reflection;
using Akka.Dispatch;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Asks a mailbox whether its actor may handle messages: that it is neither suspended, as behind a failure or an await,
/// nor closed. Akka.NET keeps the question to itself; where it is not found, nobody counts as open, and every message
/// goes the long way through its mailbox.
/// </summary>
internal static class OpenMailbox
{
    private static readonly Func<Mailbox, bool>? Ask = typeof(Mailbox)
        .GetMethod("ShouldProcessMessage", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [])
        ?.CreateDelegate<Func<Mailbox, bool>>();

    /// <summary>Whether this Akka.NET has the question.</summary>
    internal static bool IsKnown => Ask is not null;

    internal static bool Is(Mailbox mailbox) => Ask is not null && Ask(mailbox);
}
