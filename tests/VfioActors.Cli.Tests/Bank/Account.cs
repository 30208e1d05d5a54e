namespace VfioActors.Cli.Tests.Bank;

public readonly record struct Account(int Balance);
