// The limit of `scripts/bench tap`: wait for a card, connect, five commands, disconnect, as fast as C does it over the same
// pcscd. The virtual card keeps the time, from its power-on to its fifth answer.
// link: -I/usr/include/PCSC -lpcsclite
//
//   tap CARDS
#include <winscard.h>

#include "limit.h"

static const unsigned char COMMANDS[][24] = {
    {20, 0x00, 0xA4, 0x04, 0x00, 0x0F, 0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9, 0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF},
    {7, 0x00, 0xA4, 0x02, 0x00, 0x02, 0xEF, 0x05},
    {5, 0x00, 0xB2, 0x01, 0x04, 0x12},
    {5, 0x00, 0xB2, 0x03, 0x04, 0x06},
    {5, 0x00, 0xB2, 0x06, 0x04, 0x06},
};

static void ok(LONG code, const char *what) {
  if (code != SCARD_S_SUCCESS) die("%s: %s", what, pcsc_stringify_error(code));
}

int main(int argc, char **argv) {
  if (argc != 2) die("usage: tap CARDS");
  SCARDCONTEXT context;
  char names[1024];
  DWORD size = sizeof names;
  ok(SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context), "establish");
  ok(SCardListReaders(context, NULL, names, &size), "list");
  SCARD_READERSTATE state = {.szReader = names, .dwCurrentState = SCARD_STATE_UNAWARE};
  puts("waiting");
  fflush(stdout);
  for (int left = atoi(argv[1]); left > 0;) {
    ok(SCardGetStatusChange(context, INFINITE, &state, 1), "status");
    const int present = (state.dwEventState & SCARD_STATE_PRESENT) && !(state.dwCurrentState & SCARD_STATE_PRESENT);
    state.dwCurrentState = state.dwEventState;
    if (!present) continue;
    SCARDHANDLE card;
    DWORD protocol;
    ok(SCardConnect(context, names, SCARD_SHARE_SHARED, SCARD_PROTOCOL_ANY, &card, &protocol), "connect");
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
      unsigned char answer[258];
      DWORD length = sizeof answer;
      const SCARD_IO_REQUEST *io = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
      ok(SCardTransmit(card, io, COMMANDS[i] + 1, COMMANDS[i][0], NULL, answer, &length), "transmit");
    }
    ok(SCardDisconnect(card, SCARD_LEAVE_CARD), "disconnect");
    left--;
  }
  return 0;
}
