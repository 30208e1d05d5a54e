namespace VfioActors.Runtime.Control.Steps;

/// <summary>What an actor can do in a step that others notice.</summary>
internal enum ActorDeedKind
{
    /// <summary>It sent a message.</summary>
    Sent,

    /// <summary>It had something scheduled.</summary>
    Scheduled,

    /// <summary>It ran in the step of another.</summary>
    Ran,

    /// <summary>It had an actor go on with something.</summary>
    Resumed,

    /// <summary>It looked at something that actors share beside their messages.</summary>
    Looked,

    /// <summary>It changed something that actors share beside their messages.</summary>
    Changed,
}
