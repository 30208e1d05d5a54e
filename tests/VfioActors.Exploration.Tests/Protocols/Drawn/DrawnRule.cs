namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>One line of what an actor does with a kind of message: where it counts so many, it acts.</summary>
/// <param name="Count">What the actor must have counted; negative for anything.</param>
/// <param name="IfHeld">Whether it must be held, or must not be; null for either.</param>
/// <param name="Act">What it does.</param>
/// <param name="Number">To whom, by how much, or with how many options.</param>
internal sealed record DrawnRule(int Count, bool? IfHeld, DrawnAct Act, int Number);
