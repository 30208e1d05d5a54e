namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>What a rule of a drawn model does.</summary>
internal enum DrawnAct
{
    Add,
    Take,
    Answer,
    Forward,
    AnswerWho,
    Hold,
    Free,
    Wait,
    Wake,
    AskHost,
    SetTimer,
    Throw,
}
