using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Routing;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>What actors may ask for under control: what is overridden, and what is refused by its name.</summary>
internal sealed class ActorRules(ControlRoom room, Settings settings)
{
    /// <summary>Mailboxes that keep what they are sent in its order, all of it: the controlled one does the same.
    /// </summary>
    private static readonly Type[] Plain =
        [typeof(ControlMailbox), typeof(UnboundedMailbox), typeof(UnboundedDequeBasedMailbox)];

    /// <summary>Parts of Akka.NET that work on threads of their own, each with what it would have to be asked for.
    /// </summary>
    private static readonly string[] Apart = ["Akka.Persistence", "Akka.Streams", "Akka.Remote", "Akka.Cluster"];

    /// <summary>Refuses what an actor of an application's configuration would get everywhere.</summary>
    /// <exception cref="ConfigurationException">It cannot be controlled.</exception>
    internal static void CheckDefaults(Config config)
    {
        foreach (var id in new[] { Mailboxes.DefaultMailboxId, Dispatchers.DefaultDispatcherId })
        {
            if (config.GetString($"{id}.mailbox-type", null) is { Length: > 0 } type && !IsPlain(type))
            {
                throw new ConfigurationException($"{id}.mailbox-type is {NameOf(type)}: {Order}");
            }
        }

        if (config.GetString("akka.actor.provider", null) is { Length: > 0 } provider
            && provider != "local" && !provider.Contains(nameof(LocalActorRefProvider), StringComparison.Ordinal))
        {
            throw new ConfigurationException($"akka.actor.provider is {provider}: only local actors are controlled");
        }
    }

    /// <summary>Has a controlled actor get the controlled dispatcher and mailbox.</summary>
    /// <exception cref="UncontrolledException">It asks for what cannot be controlled.</exception>
    internal (Props Props, Deploy? Deploy) Rule(
        ActorSystem system, Props props, Deploy? deploy, Akka.Actor.ActorPath path)
    {
        var name = Named.Of(path);
        CheckType(props.Type, name);
        foreach (var asked in new[] { props.Deploy, deploy })
        {
            if (asked is null) { continue; }
            TakeOver(system, asked.Dispatcher, name);
            if (asked.RouterConfig is { } router and not NoRouter) { TakeOver(system, router.RouterDispatcher, name); }
            if (asked.Mailbox != Deploy.NoMailboxGiven) { CheckMailbox(asked.Mailbox, name); }
        }

        return (props.Deploy.Mailbox == Deploy.NoMailboxGiven ? props : props.WithMailbox(Mailboxes.DefaultMailboxId),
            deploy is null || deploy.Mailbox == Deploy.NoMailboxGiven ? deploy
            : deploy.WithMailbox(Mailboxes.DefaultMailboxId));
    }

    /// <summary>Looks whether a controlled actor got a controlled mailbox after all.</summary>
    /// <exception cref="UncontrolledException">It did not: its type requires another one.</exception>
    internal void CheckMailbox(IInternalActorRef actor)
    {
        if (actor is not ActorRefWithCell { Underlying: ActorCell { Mailbox.MessageQueue: { } queue } }) { return; }
        if (queue is ControlQueue) { return; }
        throw Refused($"{Named.Of(actor)} has a mailbox of {queue.GetType().Name}: {Order}");
    }

    /// <summary>Looks at an actor that is not controlled: none may be started by one that is.</summary>
    /// <exception cref="UncontrolledException">It is.</exception>
    internal void CheckFree(Props props, Akka.Actor.ActorPath path)
    {
        if (!room.IsInside) { return; }
        CheckType(props.Type, Named.Of(path));
        throw Refused($"{props.Type.Name} at {Named.Of(path)} runs on threads of its own: what it does and sends "
            + "cannot be controlled");
    }

    /// <summary>Whose step it is, in words.</summary>
    internal static string WhoIn(ControlRoom room) => room.Acting switch
    {
        null => "Begin",
        { IsGuardian: true } => "a message to /user",
        { Owner: var actor } => ControlPaths.IsRoot(actor) ? "Begin" : Named.Of(actor),
    };

    /// <summary>
    /// Whether some work for the thread pool is to run an actor of another actor system: then it is refused.
    /// </summary>
    internal static bool IsOfOthers(ControlRoom room, object work)
    {
        if (work is not Mailbox) { return false; }
        room.Report($"{WhoIn(room)} makes or tells an actor of another actor system: that runs on threads of its "
            + "own, and what it does and answers cannot be controlled");
        return true;
    }

    /// <summary>Refuses that the actor that runs ends the actor system.</summary>
    internal static void RefuseEnd(ControlRoom room, string how)
    {
        room.Report($"{WhoIn(room)} ends the actor system, {how}: that serves all runs, and what comes of its end "
            + "cannot be controlled; have the actor call something that it is given, which ends the system in the "
            + "program alone");
    }

    /// <summary>
    /// Refuses a CoordinatedShutdown that is run, from whatever phase on: under control its phases do nothing.
    /// </summary>
    internal static void RefuseShutdown(ControlRoom room, ActorSystem system)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        foreach (var (phase, _) in system.Settings.Config.GetConfig("akka.coordinated-shutdown.phases").AsEnumerable())
        {
            shutdown.AddTask(phase, "refused-under-control", () =>
            {
                if (room.IsInside) { RefuseEnd(room, "by a CoordinatedShutdown"); }
                return Task.FromResult(Done.Instance);
            });
        }
    }

    private const string SameAsParent = "..";

    private static string Order => "its order, or what it drops, is not controlled; a plain unbounded mailbox is";

    private static bool IsPlain(string mailboxType) =>
        mailboxType == "unbounded" || (Type.GetType(mailboxType) is { } type && Plain.Contains(type));

    private static string NameOf(string type) => type.Split(',')[0].Split('.')[^1];

    private void CheckType(Type actor, string name)
    {
        for (var type = actor; type is not null; type = type.BaseType)
        {
            var home = type.Assembly.GetName().Name ?? "";
            var part = Apart.FirstOrDefault(one => home == one || home.StartsWith($"{one}.", StringComparison.Ordinal));
            if (part is null) { continue; }
            throw Refused($"{name} is a {actor.Name}, which works with {part}: what that does on threads of its own "
                + "cannot be controlled");
        }
    }

    private void TakeOver(ActorSystem system, string id, string name)
    {
        if (id.Length == 0 || id == SameAsParent || id == Dispatchers.DefaultDispatcherId) { return; }
        if (settings.Config.GetString($"{id}.mailbox-type", null) is { Length: > 0 } type && !IsPlain(type))
        {
            throw Refused($"{name} has dispatcher {id} with mailbox {NameOf(type)}: {Order}");
        }

        // A section of a deployment is named by a path that configuration does not know the actor by.
        var isNamed = system.Dispatchers.HasDispatcher(id)
            || id.StartsWith("akka.actor.deployment.", StringComparison.Ordinal);
        if (!isNamed) { return; }
        system.Dispatchers.RegisterConfigurator(id, system.Dispatchers.DefaultGlobalDispatcher.Configurator);
        if (system.Dispatchers.Lookup(id) is not ControlDispatcher)
        {
            throw Refused($"{name} has dispatcher {id}, which is Akka.NET's own and cannot be controlled");
        }
    }

    private void CheckMailbox(string id, string name)
    {
        var type = id switch
        {
            "bounded" => nameof(BoundedMailbox),
            "unbounded" => id,
            _ => settings.Config.GetString($"{id}.mailbox-type", null)
                ?? throw Refused($"{name} has mailbox {id}, which the configuration does not know"),
        };
        if (!IsPlain(type)) { throw Refused($"{name} has mailbox {id}, a {NameOf(type)}: {Order}"); }
    }

    private UncontrolledException Refused(string reason)
    {
        room.Report(reason);
        return new([reason]);
    }
}
