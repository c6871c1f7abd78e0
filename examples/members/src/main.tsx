import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Invitations } from './Invitations.tsx';
import { Members } from './Members.tsx';
import './style.css';

const uri = import.meta.env.VITE_GATEWAY_URL ?? 'http://127.0.0.1:4000/graphql';

// Every record has a global `id`: what a mutation returns shows wherever the record is shown.
const client = new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache() });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <main>
        <h1>Members</h1>
        <Members />
        <Invitations />
      </main>
    </ApolloProvider>
  </StrictMode>,
);
