namespace VfioActors.Hosting.Tests.Screens;

/// <summary>The key of the part of the screen's driver.</summary>
internal sealed class ScreenPart;
