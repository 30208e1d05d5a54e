using Akka.Actor;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>Messages of real actors in short, on one line: for ladders and reasons.</summary>
internal static class MessageText
{
    private const int LengthMax = 60;

    /// <summary>What a message says of itself; its type where it says nothing, or cannot.</summary>
    internal static string Of(object message)
    {
        var text = Said(message is IWrappedMessage { Message: { } inner } ? inner : message).ReplaceLineEndings(" ");
        return text.Length <= LengthMax ? text : $"{text[..(LengthMax - 3)]}...";
    }

    private static string Said(object message)
    {
        var type = message.GetType();
        try
        {
            var said = message is IActorRef actor ? Named.Of(actor) : message.ToString();
            return string.IsNullOrWhiteSpace(said) || said == type.ToString() ? type.Name : said;
        }
#pragma warning disable CA1031 // A message that cannot be written is named for its type: looking must not change a run.
        catch (Exception)
#pragma warning restore CA1031
        {
            return type.Name;
        }
    }
}
