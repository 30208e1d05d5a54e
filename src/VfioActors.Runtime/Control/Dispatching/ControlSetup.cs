using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>Tells the parts of a controlled actor system, which HOCON names, who controls it.</summary>
internal sealed class ControlSetup(ControlRoom room) : Setup
{
    internal static ControlRoom RoomOf(Settings settings)
    {
        var setup = settings.Setup.Get<ControlSetup>();
        return setup.HasValue
            ? setup.Value.Room
            : throw new ConfigurationException("only a controlled actor system can have this dispatcher and mailbox");
    }

    private ControlRoom Room => room;
}
