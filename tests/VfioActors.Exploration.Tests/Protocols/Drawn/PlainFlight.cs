namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>A message on its way.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Number">Its place in the order of sending.</param>
/// <param name="Known">The messages that were known to who sent it.</param>
internal sealed record PlainFlight(PlainMessage Message, int Number, HashSet<int> Known)
{
    /// <summary>Who is asked for the next of the queue in which it waits.</summary>
    internal (PlainKind Kind, int From) Queue(bool isByReceiver) => Message.Kind is PlainKind.Timer or PlainKind.Chosen
        ? (Message.Kind, 0) : (PlainKind.First, isByReceiver ? 0 : Message.From);
}
